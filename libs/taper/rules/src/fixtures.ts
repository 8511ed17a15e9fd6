import { isRefusal } from '@evenkeel/kernel';
import { choicesFor, medicineCodes, productsOf, type EquivalenceChoice, type EquivalenceSource, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { checkPlan } from './check-plan.js';
import { doseOf, emptySlots, inCodeOrder, type DayDose, type SlotAmounts } from './day-dose.js';
import type { Finding } from './finding.js';
import type { GuardRule } from './guard-rules.js';
import { layOut, type LaidPlan } from './lay-plan.js';
import type { GradualPhase, MaintenancePhase, Phase, SubstitutionPhase, TaperPlan } from './plan.js';
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

/** What one rule says about a plan, with every figure it was found by. */
export const about = (of: TaperPlan, rule: GuardRule, more: Partial<PlanSurroundings> = {}): readonly Pick<Finding, 'verdict' | 'on' | 'inputs'>[] =>
  checkPlan(checked(of, more)).filter((each) => each.rule === rule).map(({ verdict, on, inputs }) => ({ verdict, on, inputs }));

/** A rule that was looked at and found nothing. */
export const nothing = [{ verdict: 'ok', on: null, inputs: {} }] as const;

/** 0.125 mg of clonazepam less every 14 days. */
export const gradual = (more: Partial<GradualPhase> = {}): GradualPhase =>
  ({ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 125 }, everyDays: 14, waitDays: 14, untilUg: 125, from: 'evenly', ...more });

/** Clonazepam to diazepam, a slot a week. */
export const switching = (more: Partial<SubstitutionPhase> = {}): SubstitutionPhase =>
  ({ method: 'substitution', from: 'clonazepam', to: 'diazepam', order: ['night', 'morning'], share: 'whole-slot', everyDays: 7, waitDays: 7, ...more });

export const maintenance: MaintenancePhase = { method: 'maintenance', reviewEveryDays: 90 };
