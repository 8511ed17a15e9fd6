import { isRefusal, type Refusal, refuse } from '@evenkeel/kernel';
import type { MedicineCode, Product } from '@evenkeel/medicines-rules';
import { sharedSlots, type DayDose } from './day-dose.js';
import { doseSlots } from './dose-step.js';
import { layGradual } from './lay-gradual.js';
import { layMicroTaper } from './lay-micro-taper.js';
import { laySubstitution } from './lay-substitution.js';
import { doseMaker, type DoseMaker } from './make-dose.js';
import type { Phase, TaperPlan } from './plan.js';
import { type Layout, type PlannedStep, type PlanRefusal, putStep } from './planned-step.js';

export type LayRefusal = PlanRefusal | 'unknown-product' | 'two-medicines-in-one-slot';

/** The makers of every medicine that the products are of. */
export function makersOf(products: readonly Product[]): ReadonlyMap<MedicineCode, DoseMaker> {
  const codes = [...new Set(products.map((product) => product.medicine))];
  return new Map(codes.map((medicine) => [medicine, doseMaker(medicine, products)]));
}

/** The dispensed products of a plan, or a refusal that names the one that nobody knows. */
export function productsOfPlan(plan: Pick<TaperPlan, 'products'>, known: ReadonlyMap<string, Product>): readonly Product[] | Refusal<LayRefusal> {
  const products: Product[] = [];
  for (const [place, code] of plan.products.entries()) {
    const product = known.get(code);
    if (product === undefined) return refuse('unknown-product', `products.${place}`, { product: code });
    products.push(product);
  }
  return products;
}

/**
 * The steps of a plan without their dates: what follows from the signed plan alone. Every dose of every step can be
 * made from the dispensed products. A refusal names the field, within a phase as `phases.2.untilUg`, and where a dose
 * is at fault its nearest makeable neighbours. The same plan and products always give the same steps.
 */
export function layPlan(plan: TaperPlan, makers: ReadonlyMap<MedicineCode, DoseMaker>): readonly PlannedStep[] | Refusal<LayRefusal> {
  const [shared] = sharedSlots(plan.start);
  if (shared !== undefined) return refuse('two-medicines-in-one-slot', `start.${shared}`);
  const impossible = firstImpossible(plan.start, makers);
  if (impossible !== null) return impossible;
  const layout: Layout = { makers, equivalence: plan.equivalence, steps: [], dose: plan.start, heldDays: 0, days: 0 };
  putStep(layout, { reason: 'start', phase: -1, afterDays: 0, dose: plan.start });
  for (const [place, phase] of plan.phases.entries()) {
    const last = plan.phases[place - 1]?.method;
    if (last === 'final-stop' || last === 'maintenance') return refuse('nothing-follows-the-end', `phases.${place}.method`);
    const refusal = layPhase(layout, phase, place);
    if (refusal !== null) return { ...refusal, field: `phases.${place}.${refusal.field}` };
  }
  return layout.steps;
}

function layPhase(layout: Layout, phase: Phase, place: number): Refusal<PlanRefusal> | null {
  switch (phase.method) {
    case 'gradual':
      return layGradual(layout, phase, place);
    case 'substitution':
      return laySubstitution(layout, phase, place);
    case 'micro-taper':
      return layMicroTaper(layout, phase, place);
    case 'hold':
      layout.heldDays += phase.days;
      return null;
    case 'maintenance':
      return putStep(layout, { reason: 'maintenance', phase: place, afterDays: 0, dose: layout.dose }) ? null : refuse('plan-too-long', 'method');
    case 'final-stop': {
      const [only, other] = layout.dose;
      if (only === undefined || other !== undefined) return refuse('not-one-medicine', 'method');
      if (only.total > phase.floorUg) return refuse('dose-above-floor', 'floorUg', { doseUg: only.total });
      return putStep(layout, { reason: 'final-stop', phase: place, afterDays: phase.waitDays, dose: [] }) ? null : refuse('plan-too-long', 'waitDays');
    }
  }
}

/** The first slot of a day that cannot be made, with its neighbours; `null` when all of them can. */
export function firstImpossible(day: DayDose, makers: ReadonlyMap<MedicineCode, DoseMaker>): Refusal<PlanRefusal> | null {
  for (const dose of day) {
    const maker = makers.get(dose.medicine);
    if (maker === undefined) return refuse('no-products-of-medicine', 'products', { medicine: dose.medicine });
    const slot = doseSlots.find((each) => maker.make(dose.slots[each]) === null);
    if (slot === undefined) continue;
    const asked = dose.slots[slot];
    const above = maker.above(asked);
    return refuse('cannot-be-made', `start.${slot}`, { medicine: dose.medicine, askedUg: asked, belowUg: maker.below(asked), ...(above === null ? {} : { aboveUg: above }) });
  }
  return null;
}

/** A plan whose products are known, laid out. */
export interface LaidPlan {
  readonly plan: TaperPlan;
  readonly products: readonly Product[];
  readonly makers: ReadonlyMap<MedicineCode, DoseMaker>;
  readonly steps: readonly PlannedStep[];
}

/** Everything in one go: products by their codes, makers, steps. */
export function layOut(plan: TaperPlan, known: ReadonlyMap<string, Product>): LaidPlan | Refusal<LayRefusal> {
  const products = productsOfPlan(plan, known);
  if (isRefusal(products)) return products;
  const makers = makersOf(products);
  const steps = layPlan(plan, makers);
  return isRefusal(steps) ? steps : { plan, products, makers, steps };
}
