import { medicineCodes, type MedicineCode } from '@evenkeel/medicines-rules';
import type { DayDose, Method, PatientFacts, TaperSettings } from '@evenkeel/taper-rules';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Select } from '../../kit/field.js';
import styles from './editor.module.css';
import { fieldId } from './field-id.js';
import { PaceChoice } from './pace-choice.js';
import { PhaseFields } from './phase-fields.js';
import type { PhaseForm } from './plan-form.js';
import type { FormDispatch } from './use-plan-form.js';
import type { PlanWords } from './use-plan-words.js';

interface PhasesPartProps {
  readonly phases: readonly PhaseForm[];
  readonly medicines: readonly MedicineCode[];
  readonly patient: PatientFacts;
  readonly settings: TaperSettings;
  readonly dose: DayDose;
  readonly dispatch: FormDispatch;
  readonly words: PlanWords;
  readonly error: (field: string) => string | null;
}

const methods: readonly Method[] = ['gradual', 'substitution', 'micro-taper', 'hold', 'final-stop', 'maintenance'];

/** The phases in their order, and the paces to begin with. */
export function PhasesPart({ phases, medicines, patient, settings, dose, dispatch, words, error }: PhasesPartProps) {
  const { t } = useTranslation('taper-editor');
  const [method, setMethod] = useState<Method>('gradual');
  const all = useMemo(() => [...medicineCodes].sort((left, right) => words.medicine(left).localeCompare(words.medicine(right))), [words]);
  return (
    <section className={styles.part} id={fieldId('phases')} tabIndex={-1} aria-labelledby="plan-phases-title">
      <h2 id="plan-phases-title">{t('phases.title')}</h2>
      {error('phases') === null ? null : <p className={styles.error}>{error('phases')}</p>}
      <PaceChoice patient={patient} settings={settings} dose={dose} replaces={phases.some(({ method: each }) => each !== 'substitution')} dispatch={dispatch} words={words} />
      {phases.map((phase, place) => (
        <PhaseFields key={phase.id} phase={phase} place={place} isLast={place === phases.length - 1} medicines={medicines} all={all} dispatch={dispatch} words={words} error={error} />
      ))}
      <div className={styles.pair}>
        <Select label={t('phases.next')} value={method} onChange={(chosen) => setMethod(methods.find((each) => each === chosen) ?? 'gradual')} options={methods.map((value) => ({ value, label: t(`method.${value}`) }))} />
        <div><Button onPress={() => dispatch({ do: 'add-phase', method, sign: words.sign })}>{t('phases.add')}</Button></div>
      </div>
    </section>
  );
}
