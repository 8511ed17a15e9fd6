import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink, CallLink } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useDoseList, useDoseSentence, useSigner } from '../taper/dose-sentence.js';
import { PlanPage } from '../taper/plan-page.js';
import { AfterCare } from './after-care.js';
import { nowAndNext } from './own-calendar.js';
import { PlanState } from './plan-state.js';
import { PlanSteps } from './plan-steps.js';
import { PrintedPlan } from './printed-plan.js';
import { useOwnPlan, type OwnPlan } from './use-own-plan.js';

/** The own plan: the dose now, what is planned next, what one can do about it, and every step with who signed it. */
export function OwnPlanPage() {
  const { t: shell } = useTranslation('shell');
  const own = useOwnPlan();
  const { data, isLoading } = own.mine;
  if (data === null && isLoading) return <Page heading={shell('moment')} focusKey="plan"><Loading what={shell('what.plan')} /></Page>;
  // Without a version that was signed here, or with one that only a newer app can read: the steps as they were signed.
  if (data === null || data.plan === null) return data?.coming ? <OnlyComing own={own} /> : <PlanPage />;
  return own.calendar === null ? <PlanPage /> : <Plan own={own} />;
}

function Plan({ own }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const heading = useDoseSentence(own.today);
  const { mine: { data, copyFrom }, phone } = own;
  if (!data?.plan || !own.calendar) return null;
  const isOver = data.plan.state === 'completed';
  const hasUnread = [data.plan, data.coming].some((version) => version?.readAt === null && version.state !== 'completed');
  return (
    <Page
      heading={own.today ? heading : t('heading')}
      status={<ConnectionLine />}
      focusKey="plan"
      footer={hasUnread
        ? <ButtonLink to="/plan/new" variant="primary" fill>{t('readNew')}</ButtonLink>
        : phone ? <CallLink href={`tel:${phone}`} variant="primary" fill>{taper('ask')}</CallLink> : null}
    >
      <NextStep own={own} />
      {copyFrom ? <p>{taper('maybeOld', { time: format.dayTime(copyFrom) })}</p> : null}
      <PlanState own={own} />
      {isOver && data.afterCareUntil ? <AfterCare endsOn={own.calendar.schedule.endsOn} until={data.afterCareUntil} phone={phone} /> : null}
      {isOver ? null : <OwnSteps own={own} />}
      <Supply own={own} />
      <PlanSteps calendar={own.calendar} date={own.date} signedBy={data.plan.signedBy} signedAt={data.plan.signedAt} />
      <PrintedPlan own={own} />
      <p><Link to="/check-in/serious">{taper('card.stopped')}</Link></p>
    </Page>
  );
}

/** A plan is described, never told as an order; and it comes only if both agree. */
function NextStep({ own: { calendar, date, mine, isHeld } }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const doses = useDoseList();
  const signer = useSigner();
  if (calendar === null) return null;
  const { next } = nowAndNext(calendar.schedule, date);
  if (next !== null) return <p>{taper('next', { date: format.date(next.startsOn), dose: doses(next.dose), who: signer(mine.data?.plan?.signedBy ?? 'prescriber') })}</p>;
  if (calendar.plan.phases.at(-1)?.method === 'maintenance' && calendar.schedule.endsOn !== null) return <p>{t('maintenance')}</p>;
  return isHeld ? null : <p>{taper('noNext')}</p>;
}

/** What somebody can do about the own plan at once and alone. It can only ever make it slower. */
function OwnSteps({ own: { calendar, date, isHeld, mine } }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  if (calendar === null) return null;
  const hasNext = nowAndNext(calendar.schedule, date).next !== null;
  return (
    <Card title={t('own.title')}>
      <p>{t('own.text')}</p>
      {isHeld || !hasNext ? null : (
        <>
          <ButtonLink to="/plan/hold" fill>{t('own.hold')}</ButtonLink>
          {mine.data?.slowDownNeedsCall ? <Muted>{t('own.slowDownByCall')}</Muted> : <ButtonLink to="/plan/slow-down" fill>{t('own.slowDown')}</ButtonLink>}
        </>
      )}
      {isHeld ? <Muted>{t('own.resume')}</Muted> : !hasNext && !mine.data?.lockedBecause ? <Muted>{t('own.nothing')}</Muted> : null}
    </Card>
  );
}

function Supply({ own: { mine } }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const { data } = mine;
  return (
    <>
      {data?.confirmConcentration ? <Notice tone="wait" title={taper('card.callFirst')}><p><Link to="/plan/label">{taper('card.checkLabel')}</Link></p></Notice> : null}
      {data?.runsOutOn ? <Card title={t('supply.title')}><p>{t('supply.until', { date: format.date(data.runsOutOn) })}</p><p><Link to="/check-in/serious">{t('supply.low')}</Link></p></Card> : null}
    </>
  );
}

/** The first plan was signed for a later day. */
function OnlyComing({ own }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  const { data } = own.mine;
  return (
    <Page heading={t('coming.heading', { date: format.date(data?.coming?.startsOn ?? own.date) })} status={<ConnectionLine />} focusKey="plan"
      footer={<ButtonLink to="/plan/new" variant="primary" fill>{t('readNew')}</ButtonLink>}>
      <p>{t('coming.text')}</p>
    </Page>
  );
}
