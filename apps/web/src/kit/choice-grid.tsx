import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { classes } from './classes.js';
import styles from './choice.module.css';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** A word under the label, such as "mild" under 2. */
  readonly note?: string;
}

interface ChoiceGridProps<Value extends string> {
  readonly choices: readonly Choice<Value>[];
  /** `null` while nothing is chosen; nothing is ever chosen beforehand. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Text of the question, unless a heading asks it. */
  readonly label?: ReactNode;
  /** Id of the heading that asks the question. */
  readonly labelledBy?: string;
  readonly columns?: 1 | 2 | 3 | 4;
  readonly describedBy?: string;
  /** Smaller words, for labels longer than a number. */
  readonly compact?: boolean;
}

/** Big separate buttons of which one can be chosen. Radio semantics; no slider, no dragging, nothing moves on. */
export function ChoiceGrid<Value extends string>({ choices, value, onChange, label, labelledBy, columns = 4, describedBy, compact = false }: ChoiceGridProps<Value>) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((each) => each.value === chosen);
        if (choice) onChange(choice.value);
      }}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-label={typeof label === 'string' ? label : undefined}
      className={styles.group}
    >
      {label ? <span aria-hidden="true" className={styles.legend}>{label}</span> : null}
      <div className={classes(styles.grid, styles[`columns${columns}`], compact && styles.compact)}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={styles.choice}>
            <span className={styles.mark} aria-hidden="true" />
            <span className={styles.label}>{choice.label}</span>
            {choice.note ? <span className={styles.note}>{choice.note}</span> : null}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
