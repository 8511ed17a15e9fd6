import type { DoseSlot } from '@evenkeel/taper-rules';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { planDate } from '../check-ins/moment.js';
import type { TodayData } from '../check-ins/use-today.js';
import { Button, CallLink } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { takeBackDeed, tellDose } from '../offline/deed-outbox.js';
import { useOutbox } from '../offline/use-outbox.js';
import { AmountLine } from './amount-line.js';
import styles from './dose-card.module.css';
import { changeDates } from './dose-now.js';
import { shownRecords } from './dose-records.js';
import { shownChanges } from './shown-changes.js';
import { doseView, type DaySlot } from './dose-view.js';
import { RecordLine } from './record-line.js';
import { useMyPlan, type MyPlanState } from './use-my-plan.js';
import { useMedicineName } from './use-medicine-name.js';

/** So long after the first screen the pages of the plan come to the phone too, so that pausing works without a line. */
const pagesAfterMs = 10_000;

/** Today's dose as it was signed: each time of the day in words and drawn, to be confirmed with one tap. Nothing without a plan. */
export function DoseCard({ today }: { readonly today: TodayData | null }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const mine = useMyPlan();
  const { data, device, readAt } = mine;
  useKeepPlanPages(data !== null && data.plan !== null);
  if (data === null || data.plan === null) return null;
  const date = planDate(today?.zone ?? null);
  const records = shownRecords(data.records, device, readAt);
  const day = { hasPlan: true, today: data.today, doses: data.doses, showsNoDose: data.showsNoDose, isConcentrationOpen: data.confirmConcentration !== null };
  const view = doseView(day, changeDates(today?.doseSteps ?? []), records, shownChanges(device, readAt), date);
  const phone = data.prescriberPhone ?? today?.contact.phone ?? null;
  return (
    <>
      <PlanNews mine={mine} />
      {view.kind === 'call-first' ? (
        <Notice tone="wait" title={t('card.callFirst')}>
          <p>{t(`card.because.${view.because}`)}</p>
          {phone === null ? null : <CallLink href={`tel:${phone}`} variant="outline">{t('card.call')}</CallLink>}
          <p><Link to={view.because === 'concentration' ? '/plan/label' : '/help'}>{t(view.because === 'concentration' ? 'card.checkLabel' : 'card.otherNumbers')}</Link></p>
        </Notice>
      ) : null}
      {view.kind === 'outdated' || view.kind === 'unsettled' ? (
        <Notice tone="wait" title={t('card.callFirst')}>
          <p>{view.kind === 'outdated' ? t('card.outdated', { date: format.date(view.changeOn), time: mine.copyFrom ? format.dayTime(mine.copyFrom) : format.date(data.today) }) : t('card.unsettled')}</p>
          {phone === null ? null : <CallLink href={`tel:${phone}`} variant="outline">{t('card.call')}</CallLink>}
        </Notice>
      ) : null}
      {view.kind === 'slots' ? (
        <Card title={t('card.title')}>
          {mine.copyFrom ? <Muted>{t('maybeOld', { time: format.dayTime(mine.copyFrom) })}</Muted> : null}
          {view.slots.length === 0 ? <p>{t('card.zero')}</p> : view.slots.map((slot) => <Slot key={slot.slot} slot={slot} date={date} />)}
        </Card>
      ) : null}
      <div className={styles.links}>
        <Link to="/plan">{t('card.seePlan')}</Link>
        {view.kind === 'slots' && view.slots.length > 0 ? null : <Link to="/dose">{t('card.different')}</Link>}
        <Link to="/check-in/serious">{t('card.stopped')}</Link>
      </div>
    </>
  );
}

/** Brings them where the service worker keeps them. Without a line now, with the next start. */
function useKeepPlanPages(hasPlan: boolean): void {
  useEffect(() => {
    if (!hasPlan) return;
    const timer = setTimeout(() => void import('../own-plan/plan-area.js').catch(() => undefined), pagesAfterMs);
    return () => clearTimeout(timer);
  }, [hasPlan]);
}

/** What changed about the plan and waits for its reader, in one line each. */
function PlanNews({ mine: { data, device, readAt } }: { readonly mine: MyPlanState }) {
  const { t } = useTranslation('taper');
  const changes = shownChanges(device, readAt);
  const unread = [data?.coming, data?.plan].some((version) => version?.readAt === null && version.state !== 'completed');
  const here = changes.filter(({ where }) => where === 'phone');
  const said = here.some(({ kind }) => kind === 'hold') ? 'card.heldHere' : here.length > 0 ? 'card.slowedHere' : data?.plan?.state === 'held' ? 'card.held' : data?.lockedBecause ? 'card.locked' : null;
  return (
    <>
      {unread ? <Notice tone="wait" title={t('card.unread')}><p><Link to="/plan/new">{t('card.read')}</Link></p></Notice> : null}
      {said ? <Notice tone="info"><p>{t(said)}</p></Notice> : null}
    </>
  );
}

function Slot({ slot: { slot, doses, records }, date }: { readonly slot: DaySlot; readonly date: string }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const medicine = useMedicineName();
  const isAnswered = records.some(({ kind, where }) => where !== 'refused' && ['taken', 'missed', 'declined'].includes(kind));
  return (
    <section className={styles.slot} aria-label={t(`slot.${slot}`)}>
      {doses.map((dose) => (
        <div key={dose.medicine}>
          <h3 className={styles.head}><span>{t(`slot.${slot}`)}</span><span data-numbers>{medicine(dose.medicine)} {format.dose(dose.micrograms)}</span></h3>
          {dose.amounts.map((amount) => <AmountLine key={amount.product} told={amount} />)}
        </div>
      ))}
      <Said slot={slot} date={date} isAnswered={isAnswered}>
        {records.map((record) => <RecordLine key={record.id} record={record} onUndo={() => takeBackDeed('withdraw', record.id)} />)}
      </Said>
      <div><Link to={`/dose/${slot}`}>{t('card.different')}<span className="visually-hidden">{`, ${t(`slot.${slot}`)}`}</span></Link></div>
    </section>
  );
}

/** One tap with the time on it. It is on the device before the screen says so. */
function Said({ slot, date, isAnswered, children }: { readonly slot: DoseSlot; readonly date: string; readonly isAnswered: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation('taper');
  const { storage } = useOutbox();
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const took = (): void => {
    setPhase('busy');
    tellDose('taken', slot, date).then(() => setPhase('idle'), () => setPhase('failed'));
  };
  return (
    <>
      {isAnswered ? null : <Button fill isPending={phase === 'busy'} onPress={took}>{t(`card.took.${slot}`)}</Button>}
      <div className={styles.said} role="status">
        {phase === 'failed' ? <p>{t('card.unsaved')}</p> : null}
        {storage === 'memory' && isAnswered ? <p>{t('card.memory')}</p> : null}
        {children}
      </div>
    </>
  );
}
