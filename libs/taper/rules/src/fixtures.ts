import { isRefusal } from '@evenkeel/kernel';
import { choicesFor, medicineCodes, productsOf, type EquivalenceChoice, type EquivalenceSource, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { doseOf, emptySlots, inCodeOrder, type DayDose, type SlotAmounts } from './day-dose.js';
import { layOut, type LaidPlan } from './lay-plan.js';
import type { Phase, TaperPlan } from './plan.js';
import { prepareCheck, type PlanCheck, type PlanSurroundings } from './plan-check.js';
import type { PatientFacts } from './risk-factors.js';
import { scheduleOf, type Schedule } from './schedule.js';

/** What the specs of this package share. Never imported by the product. */

export const known: ReadonlyMap<string, Product> = new Map(medicineCodes.flatMap((code) => productsOf(code)).map((product) => [product.code, product]));

export const day = (doses: Partial<Record<MedicineCode, Partial<SlotAmounts>>>): DayDose =>
  inCodeOrder(Object.entries(doses).map(([medicine, slots]) => doseOf(medicine as MedicineCode, { ...emptySlots, ...slots })));

export const plan = (more: Partial<TaperPlan> & { readonly phases: readonly Phase[] }): TaperPlan => ({
  format: 1, startsOn: '2027-01-04', start: day({ clonazepam: { night: 1000 } }), products: ['clonazepam-tablet-500'], equivalence: [], changes: [], ...more,
});

export function choice(from: MedicineCode, to: MedicineCode, source: EquivalenceSource): EquivalenceChoice {
  const found = choicesFor(from, to).find((each) => each.source === source);
  if (found === undefined) throw new Error(`${source} does not compare ${from} with ${to}`);
  return found;
}

export function laid(of: TaperPlan): LaidPlan {
  const out = layOut(of, known);
  if (isRefusal(out)) throw new Error(`Refused: ${out.code} at ${out.field} ${JSON.stringify(out.facts)}`);
  return out;
}

export const scheduled = (of: TaperPlan): Schedule => scheduleOf(laid(of));

/** Totals of one medicine, a number for each step. */
export const totals = (schedule: Schedule, medicine: MedicineCode): readonly number[] =>
  schedule.steps.map((step) => step.dose.find((dose) => dose.medicine === medicine)?.total ?? 0);

/** Days since the start, a number for each step. */
export { daysBetween } from './calendar-days.js';

export const healthy: PatientFacts = { ageYears: 40, monthsOfUse: 6, factors: [], daysSinceRiskReview: 10 };

export const around = (more: Partial<PlanSurroundings> = {}): PlanSurroundings => ({ known, listed: [], prescribed: [], earlierFactors: [], patient: healthy, ...more });

export function checked(of: TaperPlan, more: Partial<PlanSurroundings> = {}): PlanCheck {
  const check = prepareCheck(of, around(more));
  if (isRefusal(check)) throw new Error(`Refused: ${check.code} at ${check.field} ${JSON.stringify(check.facts)}`);
  return check;
}
