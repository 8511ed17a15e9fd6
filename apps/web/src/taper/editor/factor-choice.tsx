import { isRefusal } from '@evenkeel/kernel';
import { choicesFor, convert, equivalents, type EquivalenceChoice, type MedicineCode } from '@evenkeel/medicines-rules';
import { memo, type Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceGrid } from '../../kit/choice-grid.js';
import styles from './editor.module.css';
import { fieldId } from './field-id.js';
import type { FormAction } from './form-actions.js';
import type { PlanWords } from './use-plan-words.js';

interface FactorChoiceProps {
  readonly medicines: readonly MedicineCode[];
  readonly reference: MedicineCode | null;
  readonly chosen: readonly EquivalenceChoice[];
  readonly dispatch: Dispatch<FormAction>;
  readonly words: PlanWords;
  readonly error: (field: string) => string | null;
}

const keyOf = ({ source, fromUg, toUg }: EquivalenceChoice): string => `${source} ${fromUg} ${toUg}`;
/** The dose by which sources are compared on the screen: 1 mg. */
const comparedUg = 1000;

/** The one factor that is signed for each pair of medicines, chosen among what the sources say; never one figure without its range. */
export const FactorChoice = memo(function FactorChoice({ medicines, reference, chosen, dispatch, words, error }: FactorChoiceProps) {
  const { t } = useTranslation('taper-editor');
  const others = medicines.filter((medicine) => medicine !== reference);
  if (reference === null || others.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="plan-factors">
      <h2 id="plan-factors">{t('factor.title')}</h2>
      <p className={styles.muted}>{t('factor.help')}</p>
      {others.map((medicine) => {
        const said = equivalents(medicine, reference, comparedUg);
        const current = chosen.find(({ from, to }) => from === medicine && to === reference) ?? null;
        const offered = choicesFor(medicine, reference);
        // What was signed under earlier tables stays signed; it is offered as it was.
        const choices = current === null || offered.some((each) => keyOf(each) === keyOf(current)) ? offered : [current, ...offered];
        const names = { from: words.medicine(medicine), to: words.medicine(reference), dose: words.dose(comparedUg) };
        const fault = error(`equivalence.${medicine}`);
        return (
          <div key={medicine} id={fieldId(`equivalence.${medicine}`)} tabIndex={-1} className={styles.figure}>
            <h3>{t('factor.pair', names)}</h3>
            <p>{isRefusal(said) ? t('factor.noSource', names) : t('factor.range', { ...names, low: words.dose(said.range.fromUg), high: words.dose(said.range.toUg), count: said.bySource.length })}</p>
            {fault === null ? null : <p className={styles.error}>{fault}</p>}
            <ChoiceGrid
              columns={1}
              label={t('factor.choose', names)}
              value={current === null ? null : keyOf(current)}
              choices={choices.map((choice) => ({ value: keyOf(choice), label: t(`source.${choice.source}`), note: t('factor.says', { ...names, equivalent: words.dose(convert(choice, comparedUg)) }) }))}
              onChange={(key) => {
                const choice = choices.find((each) => keyOf(each) === key);
                if (choice !== undefined) dispatch({ do: 'choose-factor', choice });
              }}
            />
          </div>
        );
      })}
    </section>
  );
});
