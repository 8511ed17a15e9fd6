import { isRefusal } from '@evenkeel/kernel';
import { type Product, products } from '@evenkeel/medicines-rules';
import {
  addDays, checkPlan, doseOf, easingOf, emptySlots, type Finding, openFindings, type PatientFacts, type Phase, type PlanChange, prepareCheck, type RiskFactor, type TaperPlan,
} from '@evenkeel/taper-rules';
import { dateOn } from './dated-history.js';
import type { DemoPatient, DemoStep } from './people.js';

/** The plan behind the dose steps of a patient of the demo. */
export interface DemoTaper {
  readonly plan: TaperPlan;
  /** What a prescriber did to it on the way. */
  readonly changes: readonly Extract<PlanChange, { kind: 'hold' }>[];
  readonly facts: PatientFacts;
  readonly findings: readonly Finding[];
  /** What had to be answered before the signature; nothing stays open. */
  readonly eased: readonly Finding[];
}

const known: ReadonlyMap<string, Product> = new Map(products.map((product) => [product.code, product]));
const total = ({ morning, night }: DemoStep): number => morning + night;
/** Days that a hold of the demo lasts; the step before it was planned that much earlier. */
const heldDays = 28;

/** The signed plan and the hold from which exactly these steps follow, with everything that the rules said about it. */
export function taperOf(patient: Pick<DemoPatient, 'medicine' | 'steps' | 'birthYear' | 'risk'>, today: string): DemoTaper {
  const [start] = patient.steps;
  if (start === undefined) throw new Error('Every patient of the demo has a plan');
  const startsOn = dateOn(today, start.day);
  const isFine = patient.steps.some((step) => total(step) % 125 !== 0);
  const plan: TaperPlan = {
    format: 1, startsOn, start: [doseOf(patient.medicine, { ...emptySlots, morning: start.morning, night: start.night })],
    products: isFine ? ['clonazepam-liquid-100', 'clonazepam-tablet-500'] : ['clonazepam-tablet-500'],
    equivalence: [], phases: [...cuts(patient), { method: 'maintenance', reviewEveryDays: 90 }], changes: [],
  };
  const changes = patient.steps.filter(({ kind }) => kind === 'hold').map(({ day }) => ({ kind: 'hold' as const, on: dateOn(today, day), days: holdOf(patient.steps, day) }));
  const factors: readonly RiskFactor[] = patient.risk.seizureHistory ? ['seizure-history'] : [];
  const facts: PatientFacts = { ageYears: Number(today.slice(0, 4)) - patient.birthYear, monthsOfUse: 9, factors, daysSinceRiskReview: 0 };
  const check = prepareCheck(plan, { known, listed: products, prescribed: [{ startsOn: addDays(startsOn, -60), dose: plan.start }], earlierFactors: [], patient: facts });
  if (isRefusal(check)) throw new Error(`A plan of the demo is none: ${check.code} at ${check.field}`);
  const findings = checkPlan(check);
  const eased = openFindings(findings, [], '');
  if (eased.some(({ rule }) => easingOf(rule) === 'nothing' || easingOf(rule) === 'second-sign-off')) throw new Error('A plan of the demo cannot be signed by one prescriber');
  return { plan, changes, facts, findings, eased };
}

/** One phase for each cut, because every one of them comes at a distance of its own. */
function cuts({ medicine, steps }: Pick<DemoPatient, 'medicine' | 'steps'>): readonly Phase[] {
  const doses = steps.filter(({ kind }) => kind !== 'hold');
  return doses.slice(1).map((step, index): Phase => {
    const before = doses[index] ?? step;
    const held = steps.find(({ kind, day }) => kind === 'hold' && day > before.day && day < step.day);
    const days = step.day - before.day - (held === undefined ? 0 : holdOf(steps, held.day));
    return {
      method: 'gradual', medicine, cut: { by: 'amount', ug: total(before) - total(step) }, everyDays: days, waitDays: days, untilUg: total(step),
      from: [step.morning < before.morning ? 'morning' : 'night'],
    };
  });
}

/** From a hold to the step after it, but for what was left to wait when it began. */
function holdOf(steps: readonly DemoStep[], day: number): number {
  const next = steps.find((step) => step.day > day)?.day ?? day + heldDays;
  return Math.min(heldDays, next - day);
}
