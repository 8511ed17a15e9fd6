import { OwnAlert, type OwnAlertFieldsFragment } from '@evenkeel/api-client';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useContact, useToday } from '../check-ins/use-today.js';
import { ButtonLink, CallLink } from '../kit/button.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { FactList } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useComfort } from '../shell/comfort-context.js';
import { useOperation } from '../shell/use-operation.js';
import { linesOf } from './help-card.js';
import { HelpLines } from './help-lines.js';
import { helpFirst, toneOf, viewOf, type Statement } from './own-alert.js';
import { useStatement } from './use-statement.js';

/** Where an alert has come to: what was sent, opened, acknowledged and answered, by role and time, and what to do now. */
export function OwnAlertPage() {
  const { t } = useTranslation('escalation');
  const { t: shell } = useTranslation('shell');
  const { alertId = '' } = useParams();
  const { today } = useToday();
  const query = useOperation(OwnAlert, { id: alertId }, { topics: ['alert', 'today'], poll: true });
  const alert = query.data?.ownAlert ?? today?.alerts.find((each) => each.id === alertId) ?? null;
  if (alert) return <Alert alert={alert} fresh={query.error === null} />;
  const missing = query.data && query.data.ownAlert === null;
  return (
    <Page heading={missing ? t('own.missing') : t('own.heading')} back={{ to: '/' }} status={<ConnectionLine />}>
      {missing ? <p>{t('own.missingText')}</p> : query.error ? <ErrorState reference={query.error.reference} onRetry={() => void query.refetch()}><p>{t('own.unreadable')}</p></ErrorState> : <Loading what={shell('what.alert')} />}
    </Page>
  );
}

function Alert({ alert, fresh }: { readonly alert: OwnAlertFieldsFragment; readonly fresh: boolean }) {
  const { t } = useTranslation('escalation');
  const format = useFormat();
  const contact = useContact();
  const { country } = useComfort();
  const statement = useStatement();
  const { headline, states, further } = viewOf(alert.statements);
  const tone = toneOf(headline.code);
  const urgent = helpFirst(headline.code) && !alert.closed;
  const facts = [
    ...states.flatMap(({ state, facts: done }) => done.length > 0
      ? done.map((each) => ({ key: `${state}-${each.who}-${each.at}`, text: statement.fact(each), done: true }))
      : [{ key: state, text: t(`notYet.${state}`), done: false }]),
  ];
  return (
    <Page
      heading={statement.headline(headline)}
      back={{ to: '/' }}
      focusKey={alert.id}
      status={<ConnectionLine />}
      footer={
        <>
          {contact?.phone ? <CallLink href={`tel:${contact.phone}`} variant={urgent ? 'primary' : 'outline'} fill>{t('help.callClinic')}</CallLink> : null}
          <ButtonLink to="/help" fill>{t('own.getHelp')}</ButtonLink>
        </>
      }
    >
      <Notice tone={tone} role="status">
        <p>{statement.text(headline)}</p>
        <p>{t('own.now', { time: format.time(alert.serverNow) })}</p>
        {tone === 'urgent' && !alert.closed ? <HelpLines lines={linesOf(country, 'emergency')} tone="danger" /> : null}
      </Notice>
      {fresh ? null : <Notice tone="wait"><p>{t('own.stale', { time: format.dayTime(alert.serverNow) })}</p></Notice>}
      <Card>
        <FactList label={t('own.factsLabel')} facts={facts} />
      </Card>
      {further.length > 0 ? <Further statements={further} /> : null}
      <Stack gap="text">
        <p>{t('notWatched')} {t('own.noWaiting')}</p>
        {contact ? <p>{t('own.hours', { name: contact.name, hours: contact.readingHours })}</p> : null}
        <Muted>{t('own.reference', { reference: alert.reference, time: format.dayTime(alert.openedAt) })}</Muted>
      </Stack>
    </Page>
  );
}

function Further({ statements }: { readonly statements: readonly Statement[] }) {
  const { t } = useTranslation('escalation');
  const statement = useStatement();
  return (
    <Card title={t('own.further')}>
      <FactList label={t('own.further')} facts={statements.map((each) => ({ key: `${each.code}-${each.at}`, text: statement.fact(each), done: each.at !== null }))} />
    </Card>
  );
}
