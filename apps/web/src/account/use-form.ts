import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldError } from '../kit/field.js';
import './catalogue.js';
import { fieldOf, reasonOf, type Reason } from './reason.js';

interface Form {
  readonly errors: readonly FieldError[];
  readonly errorOf: (fieldId: string) => string | null;
  readonly busy: boolean;
  /** Shows these reasons and does nothing; `false` when there are some. */
  readonly passes: (missing: readonly Reason[]) => boolean;
  /** Runs it once at a time. A refusal is shown at its field; what was typed stays. */
  readonly send: (act: () => Promise<void>) => void;
}

/** @param id of the form: its fields are `<id>-password`, `<id>-code` and so on */
export function useForm(id: string): Form {
  const { t } = useTranslation('account');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const said = (reason: Reason): FieldError => {
    const field = fieldOf(reason);
    return { fieldId: field === null || document.getElementById(`${id}-${field}`) === null ? null : `${id}-${field}`, message: t(`refused.${reason}`) };
  };
  return {
    errors,
    busy,
    errorOf: (fieldId) => errors.find((error) => error.fieldId === `${id}-${fieldId}`)?.message ?? null,
    passes: (missing) => {
      setErrors(missing.map(said));
      return missing.length === 0;
    },
    send: (act) => {
      if (busy) return;
      setBusy(true);
      setErrors([]);
      act().catch((error: unknown) => setErrors([said(reasonOf(error))])).finally(() => setBusy(false));
    },
  };
}
