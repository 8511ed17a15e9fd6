import { isRefusal } from '@evenkeel/kernel';
import { useEffect, useRef } from 'react';
import { Field } from '../../kit/field.js';
import { parseDecimal, writeDecimal, type DecimalSign } from './decimal.js';
import styles from './editor.module.css';

interface FigureFieldProps {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Digits behind the decimal sign: 0 for days, 2 for percents, 3 for milligrams. */
  readonly places: 0 | 2 | 3;
  readonly sign: DecimalSign;
  /** A slider beside the field, in units of the last place; it moves the same figure. */
  readonly slider?: { readonly atLeast: number; readonly atMost: number; readonly step: number; readonly said: (units: number) => string };
}

/**
 * A figure that is typed, or moved with the slider beside it. What is typed may lie beyond the slider's ends. What is under a
 * finger is written into the page at once and told; as a value it only comes back when the finger rests.
 */
export function FigureField({ id, label, description, error, value, onChange, places, sign, slider }: FigureFieldProps) {
  const figure = useRef<HTMLInputElement>(null);
  const range = useRef<HTMLInputElement>(null);
  /** What was told and has not come back yet. */
  const moving = useRef<string | null>(null);
  const at = (text: string): { readonly units: number; readonly said: string | undefined } => {
    const read = parseDecimal(text, places, sign);
    const { atLeast = 0, atMost = 0, said = String } = slider ?? {};
    return isRefusal(read) ? { units: atLeast, said: undefined } : { units: Math.min(atMost, Math.max(atLeast, read)), said: said(read) };
  };
  const show = (text: string): void => {
    if (figure.current !== null && figure.current.value !== text) figure.current.value = text;
    if (range.current === null) return;
    const { units, said } = at(text);
    if (range.current.valueAsNumber !== units) range.current.valueAsNumber = units;
    if (said === undefined) range.current.removeAttribute('aria-valuetext');
    else range.current.setAttribute('aria-valuetext', said);
  };
  const move = (next: string): void => {
    moving.current = next === value ? null : next;
    show(next);
    onChange(next);
  };
  const shown = useRef(show);
  shown.current = show;
  useEffect(() => {
    if (moving.current !== null && moving.current !== value) return;
    moving.current = null;
    shown.current(value);
  }, [value]);
  const { units, said } = at(value);
  return (
    <Field id={id} label={label} description={description} error={error}>
      {(wiring) => {
        const input = <input {...wiring} ref={figure} type="text" inputMode={places === 0 ? 'numeric' : 'decimal'} autoComplete="off" defaultValue={value} onChange={(event) => move(event.target.value)} className={styles.input} />;
        if (slider === undefined) return input;
        const { atLeast, atMost, step } = slider;
        const typed = (chosen: string): string => (places === 0 ? chosen : writeDecimal(Number(chosen), places, sign));
        return (
          <div>
            <div className={styles.figureRow}>
              {input}
              <input ref={range} type="range" className={styles.range} aria-label={label} aria-valuetext={said} min={atLeast} max={atMost} step={step} defaultValue={units} onChange={(event) => move(typed(event.target.value))} />
            </div>
          </div>
        );
      }}
    </Field>
  );
}
