import { Checkbox, CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import type { Choice } from './choice-grid.js';
import { classes } from './classes.js';
import styles from './choice.module.css';

interface ChoiceListProps<Value extends string> {
  readonly choices: readonly Choice<Value>[];
  readonly values: readonly Value[];
  readonly onChange: (values: Value[]) => void;
  readonly label?: string;
  readonly labelledBy?: string;
  /** Side by side where there is room for it: for long lists that are looked through. */
  readonly columns?: 2;
}

/** Several of these can be chosen. One under the other unless `columns` says otherwise, each at least 48 px high, with a box that fills. */
export function ChoiceList<Value extends string>({ choices, values, onChange, label, labelledBy, columns }: ChoiceListProps<Value>) {
  return (
    <CheckboxGroup
      value={[...values]}
      onChange={(chosen) => onChange(choices.map((choice) => choice.value).filter((each) => chosen.includes(each)))}
      aria-label={label}
      aria-labelledby={labelledBy}
      className={styles.group}
    >
      {label ? <span aria-hidden="true" className={styles.legend}>{label}</span> : null}
      <div className={columns === 2 ? classes(styles.list, styles.pairs) : styles.list}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} className={classes(styles.choice, styles.row)}>
            <span className={styles.box} aria-hidden="true" />
            <span>
              <span className={styles.label}>{choice.label}</span>
              {choice.note ? <span className={styles.note}> {choice.note}</span> : null}
            </span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
