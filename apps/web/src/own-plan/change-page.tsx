import { addDays, slowDownDays } from '@evenkeel/taper-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, CallLink } from '../kit/button.js';
import { Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { changePlan } from '../offline/deed-outbox.js';
import { useOutbox } from '../offline/use-outbox.js';
import { useOnline } from '../shell/use-online.js';
import { useDoseList } from '../taper/dose-sentence.js';
import { nowAndNext } from './own-calendar.js';
import { PlanState } from './plan-state.js';
import { useOwnPlan, type OwnPlan } from './use-own-plan.js';

/** Says plainly what happens, then does it at once. Nobody is asked for leave, and nothing here can raise a dose. */
export function ChangePage({ kind }: { readonly kind: 'hold' | 'slow-down' }) {
  const { t } = useTranslation('own-plan');
  const own = useOwnPlan();
  const [before] = useState(() => own.changes.length);
  const [phase, setPhase] = useState<'asking' | 'busy' | 'done' | 'failed'>('asking');
  const act = (): void => {
    setPhase('busy');
    changePlan(kind).then(() => setPhase('done'), () => setPhase('failed'));
  };
  const { storage } = useOutbox();
  const isDone = phase === 'done' && (own.isHeld || own.undo !== null || own.changes.length > before);
  const back = { to: '/plan' };
  if (isDone) {
    return (
      <Page heading={t(`change.${kind}.done`)} focusKey="done" back={back} status={<ConnectionLine />} footer={<ButtonLink to="/plan" variant="primary" fill>{t('change.toPlan')}</ButtonLink>}>
        <p>{t(`change.${kind}.after`)}</p>
        {storage === 'memory' ? <Notice tone="wait"><p>{t('change.memory')}</p></Notice> : null}
        <PlanState own={own} />
        {own.phone ? <div><CallLink href={`tel:${own.phone}`} variant="outline">{t('change.call')}</CallLink></div> : null}
      </Page>
    );
  }
  if (kind === 'slow-down' && own.mine.data?.slowDownNeedsCall) return <ByCall own={own} />;
  const nothing = own.calendar === null || own.isHeld || nowAndNext(own.calendar.schedule, own.date).next === null;
  return (
    <Page heading={t(`change.${kind}.heading`)} focusKey={kind} back={back} status={<ConnectionLine />}
      footer={nothing ? <ButtonLink to="/plan" variant="primary" fill>{t('change.toPlan')}</ButtonLink> : <Button variant="primary" fill isPending={phase === 'busy'} onPress={act}>{t(`change.${kind}.act`)}</Button>}>
      {phase === 'failed' ? <Notice tone="wait" role="alert" title={t('change.failed')}><p>{t('change.failedText')}</p></Notice> : null}
      {nothing ? <p>{t(own.isHeld ? 'change.isHeld' : 'change.nothing')}</p> : <WhatHappens kind={kind} />}
    </Page>
  );
}

/** The medicine treats epilepsy: dates of steps change with the specialist. The pause stays the patient's own. */
function ByCall({ own: { phone, isHeld } }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  return (
    <Page heading={t('change.byCall')} focusKey="by-call" back={{ to: '/plan' }} status={<ConnectionLine />}
      footer={phone ? <CallLink href={`tel:${phone}`} variant="primary" fill>{t('change.call')}</CallLink> : <ButtonLink to="/plan" variant="primary" fill>{t('change.toPlan')}</ButtonLink>}>
      <p>{t('own.slowDownByCall')}</p>
      {isHeld ? null : <ButtonLink to="/plan/hold" fill>{t('own.hold')}</ButtonLink>}
    </Page>
  );
}

function WhatHappens({ kind }: { readonly kind: 'hold' | 'slow-down' }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  const doses = useDoseList();
  const online = useOnline();
  const { calendar, date } = useOwnPlan();
  if (calendar === null) return null;
  const { now, next } = nowAndNext(calendar.schedule, date);
  const isStepToday = now?.startsOn === date && now.reason !== 'start';
  const values = {
    date: next ? format.date(next.startsOn) : '', later: next ? format.date(addDays(next.startsOn, slowDownDays)) : '',
    dose: now ? doses(now.dose) : '', to: next ? doses(next.dose) : '', count: slowDownDays,
  };
  return (
    <>
      <ul>
        {isStepToday ? <li>{t(`change.${kind}.stepToday`)}</li> : <li>{t(`change.${kind}.stays`, values)}</li>}
        <li>{t(`change.${kind}.next`, values)}</li>
        <li>{t('change.told')}</li>
        <li>{t('change.undo')}</li>
        <li>{t(`change.${kind}.resume`)}</li>
      </ul>
      {online ? null : <Notice tone="wait"><p>{t('change.offline')}</p></Notice>}
      <Muted>{t('change.normal')}</Muted>
    </>
  );
}
