import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, CallLink } from '../kit/button.js';
import { Card, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { markRead } from '../offline/deed-outbox.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { keepSavedCopy, savedCopy } from '../offline/saved-copy.js';
import { useSignedIn } from '../shell/session-context.js';
import { useDoseList, useSigner } from '../taper/dose-sentence.js';
import { readVersions } from '../taper/shown-changes.js';
import type { MyPlanData, OwnVersion } from '../taper/use-my-plan.js';
import { calendarOf, type OwnCalendar } from './own-calendar.js';
import { PlanSteps } from './plan-steps.js';
import { useOwnPlan } from './use-own-plan.js';
import { whatChanged, type Changed } from './what-changed.js';

/** The plan that was read last on this device, to compare a new one with. */
interface ReadPlan {
  readonly number: number;
  readonly plan: string;
  readonly products: readonly string[];
}

const copyName = 'plan-that-was-read';

const isReadPlan = (value: unknown): value is ReadPlan => {
  const { number, plan, products } = (value ?? {}) as Record<string, unknown>;
  return typeof number === 'number' && typeof plan === 'string' && Array.isArray(products);
};

/** The version that waits to be read: the one signed for later first, else the present one. */
function unreadOf(data: MyPlanData | null, read: readonly number[]): OwnVersion | null {
  const waits = (version: OwnVersion | null): version is OwnVersion => version !== null && version.readAt === null && version.state !== 'completed' && !read.includes(version.number);
  const [coming, plan] = [data?.coming ?? null, data?.plan ?? null];
  return waits(coming) ? coming : waits(plan) ? plan : null;
}

/** What a new version changes, in words, and the whole of it. Only the patient can say that it was read. */
export function NewPlanPage() {
  const { t } = useTranslation('own-plan');
  const { t: shell } = useTranslation('shell');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const signer = useSigner();
  const navigate = useNavigate();
  const owner = useSignedIn().patientId;
  const own = useOwnPlan();
  const { data } = own.mine;
  const unread = unreadOf(data, readVersions(own.mine.device));
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const [kept, setKept] = useState<ReadPlan | null>(null);
  useEffect(() => {
    if (owner !== null) void savedCopy(owner, copyName, isReadPlan).then((copy) => setKept(copy?.data ?? null));
  }, [owner]);
  const after = useMemo(() => (unread && data ? calendarOf(unread.plan, data.products) : null), [unread, data]);
  const before = useMemo((): OwnCalendar | null => {
    if (unread === null || data === null) return null;
    if (unread === data.coming && data.plan) return calendarOf(data.plan.plan, data.products);
    return kept !== null && kept.number !== unread.number ? calendarOf(kept.plan, kept.products) : null;
  }, [unread, data, kept]);
  if (data === null) return <Page heading={shell('moment')} back={{ to: '/plan' }}><Loading what={shell('what.plan')} /></Page>;
  if (unread === null) return <Page heading={t('new.none')} back={{ to: '/plan' }} footer={<ButtonLink to="/plan" variant="primary" fill>{t('change.toPlan')}</ButtonLink>} />;
  const haveRead = (): void => {
    setPhase('busy');
    if (owner !== null) void keepSavedCopy(owner, copyName, { number: unread.number, plan: unread.plan, products: data.products }, new Date().toISOString());
    markRead(unread.number).then(() => navigate('/plan'), () => setPhase('failed'));
  };
  return (
    <Page
      heading={t(unread.state === 'signed' ? 'new.coming' : 'new.heading', { date: format.date(unread.startsOn) })}
      back={{ to: '/plan' }}
      status={<ConnectionLine />}
      footer={<Button variant="primary" fill isPending={phase === 'busy'} onPress={haveRead}>{t('new.read')}</Button>}
    >
      {unread.signedBy && unread.signedAt ? <p>{t('steps.signed', { who: signer(unread.signedBy), date: format.day(unread.signedAt) })}</p> : null}
      {phase === 'failed' ? <Notice tone="wait" role="alert" title={t('change.failed')}><p>{t('change.failedText')}</p></Notice> : null}
      <Card title={t('new.changed')}>
        {before && after ? <WhatChanged before={before} after={after} since={unread.startsOn > own.date ? own.date : unread.startsOn} /> : <p>{t('new.nothingBefore')}</p>}
      </Card>
      {after ? <PlanSteps calendar={after} date={own.date} signedBy={null} signedAt={null} /> : <p>{taper('unreadable')}</p>}
      <p>{t('new.notStarted')}</p>
      {own.phone ? <CallLink href={`tel:${own.phone}`} variant="outline" fill>{taper('ask')}</CallLink> : null}
    </Page>
  );
}

function WhatChanged({ before, after, since }: { readonly before: OwnCalendar; readonly after: OwnCalendar; readonly since: string }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  const doses = useDoseList();
  const { changed, more } = whatChanged(before, after, since);
  const date = (on: string | null): string => (on === null ? t('new.noDate') : format.date(on));
  const words = (each: Changed): string => {
    switch (each.kind) {
      case 'dose':
        return t(each.until === null ? 'new.doseFrom' : 'new.doseBetween', { from: date(each.from), until: date(each.until), before: doses(each.before ?? []), after: doses(each.after ?? []) });
      case 'end':
        return t('new.end', { before: date(each.before), after: date(each.after) });
      case 'products':
        return t('new.products');
      case 'factor':
        return t('new.factor');
    }
  };
  if (changed.length === 0) return <p>{t('new.same')}</p>;
  return (
    <>
      <ul>{changed.map((each, place) => <li key={place}>{words(each)}</li>)}</ul>
      {more > 0 ? <p>{t('new.more', { count: more })}</p> : null}
    </>
  );
}
