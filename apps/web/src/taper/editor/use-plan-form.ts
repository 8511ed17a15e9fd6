import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TaperPlan } from '@evenkeel/taper-rules';
import type { DecimalSign } from './decimal.js';
import { fieldId } from './field-id.js';
import { afterAction, type FormAction } from './form-actions.js';
import { formInMemory, keepForm } from './form-memory.js';
import { earlierMedicines } from './plan-data.js';
import type { Around, Sketch } from './picture.js';
import type { PlanForm } from './plan-form.js';
import { formField, planOf, type FieldFault, type FieldFaults } from './plan-of-form.js';

interface FormOf {
  readonly patientId: string;
  /** Number of the version that is typed; `null` for a new one. */
  readonly number: number | null;
  readonly opened: () => PlanForm;
  readonly sign: DecimalSign;
  readonly around: Around;
}

/** Changes the form. `isMoving`: of a figure under a finger, drawn on the whole page only when it rests. */
export type FormDispatch = (action: FormAction, isMoving?: boolean) => void;

export interface TypedPlan {
  readonly form: PlanForm;
  readonly dispatch: FormDispatch;
  /** `null` while it is no plan yet. */
  readonly plan: TaperPlan | null;
  readonly faults: FieldFaults;
  /** What was moved counts from now on, without waiting for the finger to rest. */
  readonly settle: () => void;
}

/** Long enough for a finger that turns back: the page is drawn when it lets go, or has come to rest. */
const restMs = 400;

/** What is typed, and the plan it makes. Kept beyond the screen until it is saved. `onMove` hears of plans that are still under a finger. */
export function usePlanForm({ patientId, number, opened, sign, around }: FormOf, onMove: (plan: TaperPlan) => void): TypedPlan {
  const [form, setForm] = useState(() => formInMemory(patientId, number) ?? opened());
  const newest = useRef(form);
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  const earlier = useMemo(() => earlierMedicines(around), [around]);
  const moved = useRef(onMove);
  moved.current = onMove;
  const settle = useCallback((): void => {
    if (rest.current !== null) clearTimeout(rest.current);
    rest.current = null;
    setForm(newest.current);
  }, []);
  const dispatch: FormDispatch = useCallback((action, isMoving = false) => {
    newest.current = afterAction(newest.current, action);
    if (!isMoving) return settle();
    if (rest.current !== null) clearTimeout(rest.current);
    rest.current = setTimeout(() => startTransition(settle), restMs);
    const { plan } = planOf(newest.current, sign, earlier);
    if (plan !== null) moved.current(plan);
  }, [settle, sign, earlier]);
  useEffect(() => settle, [settle]);
  const read = useMemo(() => planOf(form, sign, earlier), [form, sign, earlier]);
  useEffect(() => keepForm(patientId, number, form), [patientId, number, form]);
  return { form, dispatch, plan: read.plan, faults: read.faults ?? noFaults, settle };
}

const noFaults: FieldFaults = {};

interface Errors {
  readonly error: (field: string) => string | null;
  /** For the list on top: what was wrong when somebody wanted to go on, and still is. */
  readonly summary: readonly { readonly fieldId: string | null; readonly message: string }[];
  readonly attempt: number;
  readonly tryAgain: () => void;
}

/**
 * Faults in words at their fields. What is missing is only said once somebody wants to go on; what was typed wrongly at once.
 * The list on top takes the focus, so that nothing is added to it while somebody types: each attempt makes it anew.
 */
export function useFieldErrors(form: PlanForm, faults: FieldFaults, refused: Sketch['refused'], server: { readonly field: string; readonly message: string } | null, words: { readonly say: (fault: FieldFault) => string; readonly nameOf: (field: string) => string | null }): Errors {
  const [tried, setTried] = useState<{ readonly attempt: number; readonly fields: ReadonlySet<string> }>({ attempt: 0, fields: new Set() });
  const { say, nameOf } = words;
  const all = useMemo(() => {
    const errors = new Map<string, string>();
    for (const [field, fault] of Object.entries(faults)) {
      if (tried.attempt > 0 || !/^missing/.test(fault.code)) errors.set(field, say(fault));
    }
    if (refused !== null) {
      const field = formField(refused.field, refused.facts, form);
      if (!errors.has(field)) errors.set(field, say(refused));
    }
    if (server !== null) {
      const field = formField(server.field, {}, form);
      if (!errors.has(field)) errors.set(field, server.message);
    }
    return errors;
  }, [faults, refused, server, form, say, tried]);
  // Parts of the form are drawn anew only when what is said at them has changed.
  const print = [...all].map(([field, message]) => `${field}\t${message}`).join('\n');
  const error = useCallback((field: string): string | null => print.split('\n').find((line) => line.startsWith(`${field}\t`))?.slice(field.length + 1) ?? null, [print]);
  const summary = useMemo(() => [...all].filter(([field]) => tried.fields.has(field)).map(([field, message]) => {
    const name = nameOf(field);
    return { fieldId: field === '' ? null : fieldId(field), message: name === null ? message : `${name}: ${message}` };
  }), [all, nameOf, tried]);
  const tryAgain = useCallback(() => setTried(({ attempt }) => ({
    attempt: attempt + 1,
    fields: new Set([...Object.keys(faults), ...(refused === null ? [] : [formField(refused.field, refused.facts, form)])]),
  })), [faults, refused, form]);
  return { error, summary, attempt: tried.attempt, tryAgain };
}
