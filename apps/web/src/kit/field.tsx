import { useEffect, useId, useRef, type HTMLInputTypeAttribute, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly description?: string;
  /** What to do about it, in words. `null` or absent when the field is fine. */
  readonly error?: string | null;
  /** Give one when an `ErrorSummary` has to link here. */
  readonly id?: string;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label, help text and error around any control, wired for screen readers. */
export function Field({ label, description, error, id, children }: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const made = useId();
  const fieldId = id ?? made;
  const describedBy = [description ? `${fieldId}-help` : null, error ? `${fieldId}-error` : null].filter(Boolean).join(' ');
  return (
    <div className={styles.field} data-invalid={error ? true : undefined}>
      <label htmlFor={fieldId} className={styles.label}>{label}</label>
      {description ? <p id={`${fieldId}-help`} className={styles.help}>{description}</p> : null}
      {error ? <p id={`${fieldId}-error`} className={styles.error}>{error}</p> : null}
      {children({ id: fieldId, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly name?: string;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'email' | 'numeric' | 'tel';
  readonly maxLength?: number;
}

/** One line of text. */
export function TextField({ label, description, error, id, value, onChange, type = 'text', ...rest }: TextFieldProps) {
  return (
    <Field label={label} description={description} error={error} id={id}>
      {(wiring) => <input {...wiring} {...rest} type={type} value={value} onChange={(event) => onChange(event.target.value)} className={styles.input} />}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({ label, description, error, id, value, onChange, rows = 4, maxLength }: FieldProps & { readonly value: string; readonly onChange: (value: string) => void; readonly rows?: number; readonly maxLength?: number }) {
  return (
    <Field label={label} description={description} error={error} id={id}>
      {(wiring) => <textarea {...wiring} rows={rows} maxLength={maxLength} value={value} onChange={(event) => onChange(event.target.value)} className={styles.input} />}
    </Field>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** One of a list, by the control of the device itself: it works with every screen reader, offline, at any zoom. */
export function Select({ label, description, error, id, value, onChange, options, placeholder }: FieldProps & { readonly value: string; readonly onChange: (value: string) => void; readonly options: readonly SelectOption[]; readonly placeholder?: string }) {
  return (
    <Field label={label} description={description} error={error} id={id}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value)} className={styles.input}>
          {placeholder ? <option value="">{placeholder}</option> : null}
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}

/** A wall-clock time, `HH:MM`, by the control of the device. */
export function TimeField({ value, onChange, ...field }: FieldProps & { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <Field {...field}>
      {(wiring) => <input {...wiring} type="time" step={60} value={value} onChange={(event) => onChange(event.target.value)} className={styles.input} />}
    </Field>
  );
}

/** A civil date, `YYYY-MM-DD`, by the control of the device. */
export function DateField({ value, onChange, min, max, ...field }: FieldProps & { readonly value: string; readonly onChange: (value: string) => void; readonly min?: string; readonly max?: string }) {
  return (
    <Field {...field}>
      {(wiring) => <input {...wiring} type="date" min={min} max={max} value={value} onChange={(event) => onChange(event.target.value)} className={styles.input} />}
    </Field>
  );
}

export interface FieldError {
  readonly fieldId: string | null;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  /** Number of the attempt to send the form. A new attempt that fails takes the reader to the summary again. */
  readonly attempt?: number;
}

/**
 * All errors of a form at its top, each a link to its field. Takes the focus when it appears and at each further
 * attempt; never because an error was corrected, for then the reader is typing.
 */
export function ErrorSummary({ errors, attempt = 0 }: ErrorSummaryProps) {
  const { t } = useTranslation('kit');
  const box = useRef<HTMLDivElement>(null);
  const present = errors.length > 0;
  useEffect(() => {
    if (present) box.current?.focus();
  }, [present, attempt]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1} className={styles.summary} role="alert">
      {/* What no field can put right is nobody's wrong answer. */}
      <h2>{t(errors.some(({ fieldId }) => fieldId !== null) ? 'errorSummary' : 'notDone')}</h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.fieldId}-${error.message}`}>
            {error.fieldId ? (
              <a href={`#${error.fieldId}`} onClick={(event) => { event.preventDefault(); document.getElementById(error.fieldId ?? '')?.focus(); }}>{error.message}</a>
            ) : error.message}
          </li>
        ))}
      </ul>
    </div>
  );
}
