import type { PlanForm } from './plan-form.js';

const forms = new Map<string, PlanForm>();
const keyOf = (patientId: string, number: number | null): string => `${patientId} ${number ?? 'new'}`;

/**
 * What was typed and is not saved yet, half a number included. It outlives the screen, never the page: a clinic's computer
 * has many users, and a plan of a patient is not left on it.
 */
export const formInMemory = (patientId: string, number: number | null): PlanForm | null => forms.get(keyOf(patientId, number)) ?? null;

/** Keeps a form, or forgets it when it is `null`. */
export function keepForm(patientId: string, number: number | null, form: PlanForm | null): void {
  if (form === null) forms.delete(keyOf(patientId, number));
  else forms.set(keyOf(patientId, number), form);
}
