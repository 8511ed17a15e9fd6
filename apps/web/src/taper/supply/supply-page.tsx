import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Muted, Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { Empty, StatusLine } from '../../kit/states.js';
import { DispensingFacts } from './dispensing-facts.js';
import { RunOutCard } from './run-out-card.js';
import type { SupplyScreen } from './supply-screen.js';

/** Until when a patient's supply lasts and everything that was dispensed, the newest first. */
export function SupplyPage({ patientId, name, today, taper, dispensings, words, old }: SupplyScreen) {
  const { t } = useTranslation('taper-supply');
  const said = saidIn(useLocation().state);
  const status = old ?? (said === null ? null : t(`said.${said}`));
  const home = `/patients/${patientId}/supply`;
  const counted = dispensings.filter(({ withdrawn }) => !withdrawn);
  const withdrawn = dispensings.filter((each) => each.withdrawn);
  const waiting = counted.find(({ awaitsConfirmation }) => awaitsConfirmation);
  const record = <ButtonRow><ButtonLink to={`${home}/new`} variant="primary">{t('record')}</ButtonLink></ButtonRow>;
  return (
    <Page heading={t('heading', { name })} back={{ to: `/patients/${patientId}`, label: name }} focusKey="supply" status={status === null ? null : <StatusLine>{status}</StatusLine>}>
      <Stack>
        {waiting === undefined ? null : (
          <Notice tone="wait" title={t('waiting.title')}>
            <p>{t('waiting.text', { product: words.dispensed(waiting) })}</p>
          </Notice>
        )}
        <RunOutCard runsOutOn={taper.runsOutOn} today={today} dispensings={dispensings} />
        {counted.length === 0 ? <Empty title={t('none')} action={record}><p>{t('noneText')}</p></Empty> : (
          <>
            {record}
            <h2>{t('counted', { count: counted.length })}</h2>
            {counted.map((made) => (
              <Card key={made.id} title={words.dispensed(made)}>
                <DispensingFacts made={made} words={words} />
                <ButtonRow>
                  {made.awaitsConfirmation ? <ButtonLink to={`${home}/confirm/${made.id}`} variant="primary">{t('confirm')}</ButtonLink> : null}
                  <ButtonLink to={`${home}/withdraw/${made.id}`}>{t('withdraw')}</ButtonLink>
                </ButtonRow>
              </Card>
            ))}
          </>
        )}
        {withdrawn.length === 0 ? null : (
          <>
            <h2>{t('withdrawn', { count: withdrawn.length })}</h2>
            <Muted>{t('withdrawnText')}</Muted>
            {withdrawn.map((made) => <Card key={made.id} title={words.dispensed(made)}><DispensingFacts made={made} words={words} /></Card>)}
          </>
        )}
      </Stack>
    </Page>
  );
}

const outcomes = ['recorded', 'withdrawn', 'confirmed'] as const;

function saidIn(state: unknown): (typeof outcomes)[number] | null {
  const said = typeof state === 'object' && state !== null && 'said' in state ? state.said : null;
  return outcomes.find((each) => each === said) ?? null;
}
