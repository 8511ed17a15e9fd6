import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toneOf, viewOf } from '../escalation/own-alert.js';
import { useStatement } from '../escalation/use-statement.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { claimCheckIns, discardCheckIn, finishCheckIn, sendRefusedAgain } from '../offline/outbox.js';
import { useOutbox } from '../offline/use-outbox.js';
import { DoseCard } from '../taper/dose-card.js';
import { DoseSentence, useDoseSentence } from '../taper/dose-sentence.js';
import { momentNow } from './moment.js';
import { useToday, type TodayData } from './use-today.js';

/** Comes after the page, and is nothing when nobody used emergency access; without a line it is left out. */
const EmergencyNotice = lazy(() => import('../care-team/emergency-notice.js').then((module) => ({ default: module.EmergencyNotice }), () => ({ default: () => null })));

/** The patient's first screen: what is true about the dose, the check-in, and everything that waits on somebody. */
export function TodayPage() {
  const { t } = useTranslation('check-ins');
  const { t: shell } = useTranslation('shell');
  const { t: offline } = useTranslation('offline');
  const format = useFormat();
  const { today, copyFrom, error, isLoading, retry } = useToday();
  const heading = useDoseSentence(today);
  return (
    <Page
      heading={today ? heading : t('today.heading')}
      focusKey="today"
      status={<ConnectionLine />}
      footer={<ButtonLink to="/check-in" variant="primary" fill>{t('checkIn')}</ButtonLink>}
    >
      {today ? <DoseSentence today={today} /> : null}
      {copyFrom ? <Muted>{offline('from', { time: format.dayTime(copyFrom) })}</Muted> : null}
      {today?.alerts.filter((alert) => !alert.closed).map((alert) => <AlertLine key={alert.id} alert={alert} />)}
      <DoseCard today={today} />
      {today?.emergencyLately ? <Suspense><EmergencyNotice /></Suspense> : null}
      <BeforeSignIn />
      <Refused />
      <CheckInCard today={today} />
      <Card>
        <p>{t('today.seriousText')}</p>
        <ButtonLink to="/check-in/serious" fill>{t('serious')}</ButtonLink>
      </Card>
      {isLoading && !today ? <Loading what={shell('what.today')} /> : null}
      {error && !today ? <ErrorState reference={error.reference} onRetry={retry}><p>{t('today.unreadable')}</p></ErrorState> : null}
      {today ? <Muted>{t('readingHours', { name: today.contact.name, hours: today.contact.readingHours })}</Muted> : null}
    </Page>
  );
}

function AlertLine({ alert }: { readonly alert: TodayData['alerts'][number] }) {
  const { t } = useTranslation('check-ins');
  const statement = useStatement();
  const { headline } = viewOf(alert.statements);
  return (
    <Notice tone={toneOf(headline.code)} title={statement.headline(headline)}>
      <p>{statement.text(headline)}</p>
      <Link to={`/my-alerts/${alert.id}`}>{t('alertLink')}</Link>
    </Notice>
  );
}

/** Whether a check-in is due, begun or done, in words. */
function CheckInCard({ today }: { readonly today: TodayData | null }) {
  const { t } = useTranslation('check-ins');
  const format = useFormat();
  const { drafts, owner, storage } = useOutbox();
  const begun = drafts.find((draft) => draft.owner === owner && draft.finishedAt === null && draft.templateId === 'daily');
  const startedToday = begun && Object.values(begun.answers).some((answer) => answer.moment.localDate === momentNow().localDate);
  return (
    <Card title={t('today.card')}>
      {begun && startedToday ? <p>{t(storage === 'memory' ? 'today.begunOpen' : begun.sentRevision > 0 ? 'today.begunSent' : 'today.begun', { time: format.dayTime(begun.openedAt) })}</p> : null}
      {begun && !startedToday ? (
        <>
          <p>{t(storage === 'memory' ? 'today.begunOpen' : begun.sentRevision > 0 ? 'today.unfinishedSent' : 'today.unfinished', { time: format.dayTime(begun.openedAt) })}</p>
          <ButtonRow>
            <Button onPress={() => void finishCheckIn(begun, momentNow().at)}>{t('today.sendUnfinished')}</Button>
          </ButtonRow>
        </>
      ) : null}
      {!begun ? <p>{dueText(today, t, format)}</p> : null}
    </Card>
  );
}

type Translate = ReturnType<typeof useTranslation<'check-ins'>>['t'];

function dueText(today: TodayData | null, t: Translate, format: ReturnType<typeof useFormat>): string {
  if (!today) return t('today.start');
  const { due, next } = today;
  if (due && ['open', 'overdue'].includes(due.status)) return due.closesAt ? t('today.openUntil', { time: format.dayTime(due.closesAt) }) : t('today.open');
  const last = today.lastAnswers[0];
  if (!last) return t('today.start');
  const when = t('today.last', { time: format.dayTime(last.answeredAt) });
  return next ? `${when} ${t('today.next', { time: format.dayTime(next) })}` : when;
}

/** What the server will not take as it is: it stays here until the patient decides. */
function Refused() {
  const { t } = useTranslation('check-ins');
  const refused = useOutbox().queue.filter((each) => each.refused !== null);
  if (refused.length === 0) return null;
  return (
    <Card title={t('saved.refused.heading')}>
      <p>{t('saved.refused.text')}</p>
      <ButtonRow>
        <Button onPress={() => void sendRefusedAgain()}>{t('today.tryAgain')}</Button>
        <Button onPress={() => refused.forEach((each) => void discardCheckIn(each.submission.id))}>{t('today.remove')}</Button>
      </ButtonRow>
    </Card>
  );
}

/** Check-ins from before anybody signed in on this phone: the patient says whose they are and whether to share them. */
function BeforeSignIn() {
  const { t } = useTranslation('check-ins');
  const { drafts, owner } = useOutbox();
  const unclaimed = drafts.filter((draft) => draft.owner === null && draft.finishedAt !== null);
  if (owner === null || unclaimed.length === 0) return null;
  const ids = unclaimed.map((draft) => draft.id);
  return (
    <Card title={t('today.before', { count: unclaimed.length })}>
      <p>{t('today.beforeText')}</p>
      <ButtonRow>
        <Button onPress={() => void claimCheckIns(ids)}>{t('today.share')}</Button>
        <Button onPress={() => ids.forEach((id) => void discardCheckIn(id))}>{t('today.remove')}</Button>
      </ButtonRow>
    </Card>
  );
}
