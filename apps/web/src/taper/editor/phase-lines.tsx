import type { Phase, TaperPlan } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import styles from './editor.module.css';
import type { PlanWords } from './use-plan-words.js';

/** One phase in a sentence. */
export function usePhaseWords(words: PlanWords): (phase: Phase) => string {
  const { t } = useTranslation('taper-editor');
  const cut = (by: { readonly by: 'percent'; readonly points: number } | { readonly by: 'amount'; readonly ug: number }): string => (by.by === 'percent' ? words.percent(by.points) : words.dose(by.ug));
  return (phase) => {
    switch (phase.method) {
      case 'gradual':
        return t('phaseLine.gradual', { medicine: words.medicine(phase.medicine), cut: cut(phase.cut), days: t('days', { count: phase.everyDays }), wait: t('days', { count: phase.waitDays }), until: words.dose(phase.untilUg) });
      case 'micro-taper':
        return phase.cut.by === 'percent'
          ? t('phaseLine.micro', { medicine: words.medicine(phase.medicine), cut: cut(phase.cut), over: t('days', { count: phase.cut.overDays }), days: t('days', { count: phase.everyDays }), until: words.dose(phase.untilUg) })
          : t('phaseLine.microAmount', { medicine: words.medicine(phase.medicine), cut: cut(phase.cut), days: t('days', { count: phase.everyDays }), until: words.dose(phase.untilUg) });
      case 'substitution':
        return t('phaseLine.substitution', { from: words.medicine(phase.from), to: words.medicine(phase.to), days: t('days', { count: phase.everyDays }), share: t(`share.${phase.share}`) });
      case 'hold':
        return t('phaseLine.hold', { days: t('days', { count: phase.days }) });
      case 'final-stop':
        return t('phaseLine.finalStop', { floor: words.dose(phase.floorUg), days: t('days', { count: phase.waitDays }) });
      case 'maintenance':
        return t('phaseLine.maintenance', { days: t('days', { count: phase.reviewEveryDays }) });
    }
  };
}

/** A plan as it was signed: start, products, factors and phases, a line each. */
export function PhaseLines({ plan, words }: { readonly plan: TaperPlan; readonly words: PlanWords }) {
  const { t } = useTranslation('taper-editor');
  const phaseWords = usePhaseWords(words);
  return (
    <ul className={styles.lines}>
      <li>{t('phaseLine.start', { date: words.date(plan.startsOn), dose: words.day(plan.start) })}</li>
      <li>{t('phaseLine.products', { products: plan.products.map(words.productOf).join('; ') })}</li>
      {plan.equivalence.map((choice) => (
        <li key={choice.from}>{t('phaseLine.factor', { from: words.medicine(choice.from), to: words.medicine(choice.to), fromDose: words.dose(choice.fromUg), toDose: words.dose(choice.toUg), source: t(`source.${choice.source}`) })}</li>
      ))}
      {plan.phases.map((phase, place) => <li key={place}>{t('phaseLine.numbered', { number: words.number(place + 1), what: phaseWords(phase) })}</li>)}
    </ul>
  );
}
