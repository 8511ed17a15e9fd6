import { guardRules } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Notice } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { forgetRefusedDeed, takeBackDeed } from '../offline/deed-outbox.js';
import type { OwnPlan } from './use-own-plan.js';

/** Why the plan stands still, who knows of it, and what can still be taken back. */
export function PlanState({ own }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  const { mine: { data }, changes, isHeld, undo } = own;
  const here = changes.filter(({ where }) => where !== 'refused');
  return (
    <>
      {here.map((change) => (
        <Notice key={change.id} tone="wait" role="status" title={t(`state.${change.kind}.title`)}>
          <p>{t(`state.${change.kind}.since`, { time: format.dayTime(change.tappedAt) })} {t(`state.where.${change.where}`)}</p>
        </Notice>
      ))}
      {changes.filter(({ where }) => where === 'refused').map((change) => (
        <Notice key={change.id} tone="urgent" role="alert" title={t(`state.${change.kind}.refused`)}>
          <p>{t('state.refused')}</p>
          <div><Button onPress={() => void forgetRefusedDeed(change.id)}>{t('state.seen')}</Button></div>
        </Notice>
      ))}
      {isHeld && here.length === 0 && data?.plan ? (
        <Notice tone="info" title={t('state.hold.title')}>
          {data.plan.heldSince ? <p>{t(data.plan.heldBy === 'prescriber' ? 'state.heldByTeam' : 'state.heldByYou', { time: format.dayTime(data.plan.heldSince) })}</p> : null}
          <p>{t('state.staying')}</p>
        </Notice>
      ) : null}
      {data?.lockedBecause ? (
        <Notice tone="info" title={t('locked.title')}>
          <p>{t('locked.text')}</p>
          <ul>{[...new Set(data.lockedBecause.map((rule) => (rule in guardRules ? t(`locked.because.${rule}`, { defaultValue: t('locked.because.other') }) : t('locked.because.other'))))].map((reason) => <li key={reason}>{reason}</li>)}</ul>
        </Notice>
      ) : null}
      {undo ? (
        <div>
          <Button onPress={() => void takeBackDeed('undo', undo.id)}>{undo.until ? t('state.undoUntil', { time: format.time(undo.until) }) : t('state.undo')}</Button>
        </div>
      ) : null}
    </>
  );
}
