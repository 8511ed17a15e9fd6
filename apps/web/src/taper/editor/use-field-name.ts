import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanWords } from './use-plan-words.js';

const phaseFields: Readonly<Record<string, string>> = {
  medicine: 'phase.medicine', vehicle: 'phase.vehicle', 'cut.points': 'phase.percent', 'cut.ug': 'phase.amount', 'cut.overDays': 'phase.overDays', everyDays: 'phase.everyDays',
  waitDays: 'phase.waitDays', untilUg: 'phase.until', from: 'phase.from', to: 'phase.switchTo', order: 'phase.switchOrder', share: 'phase.share', days: 'phase.holdDays',
  floorUg: 'phase.floor', reviewEveryDays: 'phase.reviewEvery',
};
const plainFields: Readonly<Record<string, string>> = { startsOn: 'start.date', products: 'products.title', phases: 'phases.title', reason: 'editor.reason' };

/** What a field is called on the screen, for a list of faults that stands apart from it; `null` for the plan as a whole. */
export function useFieldName(words: PlanWords): (field: string) => string | null {
  const { t } = useTranslation('taper-editor');
  return useCallback((field) => {
    const plain = plainFields[field];
    if (plain !== undefined) return t(plain);
    const slot = /^start\.\d+\.slots\.(\w+)$/.exec(field)?.[1];
    if (slot !== undefined) return t(`slotMg.${slot}`);
    if (/^start\.\d+\.medicine$/.test(field)) return t('start.medicine');
    const medicine = /^equivalence\.(.+)$/.exec(field)?.[1];
    if (medicine !== undefined) return t('fieldName.factor', { medicine: words.medicine(medicine) });
    const [, place = '', name = ''] = /^phases\.(\d+)\.(.+)$/.exec(field) ?? [];
    const phase = phaseFields[name];
    return phase === undefined ? null : t('fieldName.phase', { number: words.number(Number(place) + 1), name: t(phase) });
  }, [t, words]);
}
