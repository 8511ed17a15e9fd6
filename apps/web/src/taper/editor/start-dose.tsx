import { isMedicineCode, medicines } from '@evenkeel/medicines-rules';
import { doseSlots } from '@evenkeel/taper-rules';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { DateField, Select } from '../../kit/field.js';
import styles from './editor.module.css';
import { fieldId } from './field-id.js';
import { FigureField } from './figure-field.js';
import type { DoseForm } from './plan-form.js';
import type { FormDispatch } from './use-plan-form.js';
import type { PlanWords } from './use-plan-words.js';

interface StartDoseProps {
  readonly startsOn: string;
  readonly today: string;
  readonly doses: readonly DoseForm[];
  readonly dispatch: FormDispatch;
  readonly words: PlanWords;
  readonly error: (field: string) => string | null;
}

/** When the plan begins and with which dose: milligrams for each slot and medicine. */
export const StartDose = memo(function StartDose({ startsOn, today, doses, dispatch, words, error }: StartDoseProps) {
  const { t } = useTranslation('taper-editor');
  const named = [...medicines].sort((left, right) => words.medicine(left.code).localeCompare(words.medicine(right.code)));
  return (
    <section className={styles.part} aria-labelledby="plan-start">
      <h2 id="plan-start">{t('start.title')}</h2>
      <DateField id={fieldId('startsOn')} label={t('start.date')} description={t('start.dateHelp')} error={error('startsOn')} value={startsOn} min={today} onChange={(chosen) => dispatch({ do: 'set', part: { startsOn: chosen } })} />
      {doses.map((dose, place) => (
        <div key={place} className={styles.figure} role="group" aria-label={t('start.dose', { number: words.number(place + 1) })}>
          <Select
            id={fieldId(`start.${place}.medicine`)}
            label={t('start.medicine')}
            error={error(`start.${place}.medicine`)}
            value={dose.medicine}
            placeholder={t('choose')}
            onChange={(code) => dispatch({ do: 'dose', place, part: { medicine: isMedicineCode(code) ? code : '' } })}
            options={named.map(({ code }) => ({ value: code, label: words.medicine(code) }))}
          />
          <div className={styles.slots}>
            {doseSlots.map((slot) => (
              <FigureField
                key={slot}
                id={fieldId(`start.${place}.slots.${slot}`)}
                label={t(`slotMg.${slot}`)}
                error={error(`start.${place}.slots.${slot}`)}
                places={3}
                sign={words.sign}
                value={dose.slots[slot]}
                onChange={(typed) => dispatch({ do: 'dose', place, part: { slots: { [slot]: typed } } }, true)}
              />
            ))}
          </div>
          {doses.length > 1 ? <div><Button variant="link" onPress={() => dispatch({ do: 'remove-dose', place })}>{t('start.remove', { medicine: dose.medicine === '' ? t('start.thisOne') : words.medicine(dose.medicine) })}</Button></div> : null}
        </div>
      ))}
      <div><Button variant="link" onPress={() => dispatch({ do: 'add-dose' })}>{t('start.add')}</Button></div>
    </section>
  );
});
