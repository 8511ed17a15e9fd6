import type { TaperPlan } from '@evenkeel/taper-rules';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sketch } from './picture.js';
import type { PlanWords } from './use-plan-words.js';

/** What a plan comes to, in a sentence: from which dose, to what, between which dates. */
export function usePlanSentence(words: PlanWords): (plan: TaperPlan, sketch: Sketch) => string {
  const { t } = useTranslation('taper-editor');
  return useCallback((plan, sketch) => {
    const from = words.day(plan.start);
    if (sketch.refused !== null) return t('sentence.refused', { from });
    if (sketch.endsAs === 'open') return t('sentence.open', { from });
    if (sketch.endsOn === null) return t('sentence.held', { from });
    const kind = sketch.endsAs === 'zero' ? 'zero' : 'maintenance';
    if (sketch.end === null) return t(`sentence.${kind}On`, { from, date: words.date(sketch.endsOn) });
    return t(`sentence.${kind}Between`, { from, earliest: words.date(sketch.end.earliest), latest: words.date(sketch.end.withHolds) });
  }, [t, words]);
}
