import { medicineCodes } from '@evenkeel/medicines-rules';
import { doseSlots, takenPatterns } from '@evenkeel/taper-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../../kit/button.js';
import { Select, TextField } from '../../kit/field.js';
import { Card } from '../../kit/notice.js';
import { emptyRow, type TakenRow } from './intake-form.js';
import styles from './intake.module.css';
import type { IntakeWords } from './use-intake-words.js';

interface TakenFieldsProps {
  readonly rows: readonly TakenRow[];
  readonly change: (rows: readonly TakenRow[]) => void;
  readonly errorOf: (field: string) => string | null;
  readonly words: IntakeWords;
}

const most = 10;

/** Benzodiazepines and z-drugs as they are really taken, one card each. */
export function TakenFields({ rows, change, errorOf, words }: TakenFieldsProps) {
  const { t } = useTranslation('taper-intake');
  const options = useMemo(() => medicineCodes.map((value) => ({ value, label: words.medicine(value) })).sort((left, right) => left.label.localeCompare(right.label)), [words]);
  const set = (key: number, part: Partial<TakenRow>): void => change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <>
      {rows.map((row, place) => {
        const wiring = (part: string, label: string) => ({ id: `intake-taken.${place}.${part}`, label, error: errorOf(`taken.${place}.${part}`) });
        return (
          <Card key={row.key} title={t('medicine', { number: place + 1 })}>
            <Select {...wiring('medicine', t('field.medicine'))} placeholder={t('choose')} value={row.medicine} onChange={(medicine) => set(row.key, { medicine })} options={options} />
            <div className={styles.slots}>
              {doseSlots.map((slot) => (
                <TextField key={slot} {...wiring(slot, t(`slot.${slot}`))} autoComplete="off" maxLength={12} value={row.slots[slot]} onChange={(typed) => set(row.key, { slots: { ...row.slots, [slot]: typed } })} />
              ))}
            </div>
            <Select {...wiring('pattern', t('field.pattern'))} value={row.pattern} onChange={(pattern) => set(row.key, { pattern })} options={takenPatterns.map((value) => ({ value, label: t(`pattern.${value}`) }))} />
            {row.pattern === 'daily' ? null : <TextField {...wiring('daysAMonth', t('field.daysAMonth'))} inputMode="numeric" autoComplete="off" maxLength={2} value={row.daysAMonth} onChange={(daysAMonth) => set(row.key, { daysAMonth })} />}
            <ButtonRow><Button onPress={() => change(rows.filter(({ key }) => key !== row.key))}>{t('removeRow', { number: place + 1 })}</Button></ButtonRow>
          </Card>
        );
      })}
      {rows.length === 0 ? <p>{t('nothingTaken')}</p> : null}
      {rows.length >= most ? null : <ButtonRow><Button onPress={() => change([...rows, emptyRow(Math.max(-1, ...rows.map(({ key }) => key)) + 1)])}>{t('addRow')}</Button></ButtonRow>}
    </>
  );
}
