import { divideDown, multiply } from '@evenkeel/kernel';
import { limitsOf, medicineOf, releasesSlowly, settlesAfterDays, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { slotsOf } from './day-dose.js';
import { doseSlots, type Micrograms } from './dose-step.js';
import { dropsOver } from './dose-track.js';
import { find, type Finding, orFine } from './finding.js';
import { doseMaker } from './make-dose.js';
import { daysAt, type PlanCheck, type StepChange } from './plan-check.js';

export const ceilingDays = 14;
export const ceilingPoints = 2500;
const raiseDays = 60;

/**
 * The rolling ceiling: no day lies more than 25 % below the highest total of the 14 days before it. Zero is not looked
 * at here: the final stop is a rule of its own. A step that nothing dispensed or listed could make smaller is
 * `unavoidable-step`, provided that the dose had been the same for the whole window and that no larger step was taken.
 */
export function checkCeiling(check: PlanCheck): readonly Finding[] {
  const over = dropsOver(check.track, ceilingDays, ceilingPoints).filter(({ place, weight }) => place >= check.first && weight > 0);
  const unavoidable: Finding[] = [];
  const blocked = over.flatMap(({ place, highest, weight, points }) => {
    const change = check.changes.find((each) => each.place === place);
    const on = check.track[place]?.step.startsOn ?? null;
    const inputs = { highest, total: weight, points, windowDays: ceilingDays };
    const smallest = change === undefined || change.before.weight !== highest ? null : smallestStep(change, check);
    if (smallest === null) return [find('block', 'ceiling', on, inputs)];
    if (smallest.product !== null) return [find('block', 'ceiling', on, { ...inputs, wouldMakeIt: smallest.product })];
    if (smallest.passes || !smallest.wasTaken) return [find('block', 'ceiling', on, { ...inputs, smallestStepUg: smallest.ug })];
    unavoidable.push(find('warn', 'unavoidable-step', on, { ...inputs, smallestStepUg: smallest.ug, liquidStepUpToUg: divideDown(smallest.totalUg, 4) }));
    return [];
  });
  return [...orFine('ceiling', blocked), ...orFine('unavoidable-step', unavoidable)];
}

interface SmallestStep {
  readonly ug: Micrograms;
  readonly totalUg: Micrograms;
  /** The plan takes no larger one. */
  readonly wasTaken: boolean;
  /** It stays within the ceiling by itself. */
  readonly passes: boolean;
  /** A listed product with which a step within the ceiling could be made, where the dispensed ones cannot. */
  readonly product: string | null;
}

/** The smallest cut that could have been made instead, for changes of one medicine; `null` where two change at once. */
function smallestStep(change: StepChange, { laid, listed }: PlanCheck): SmallestStep | null {
  const [before, other] = change.before.step.dose;
  const [after] = change.after.step.dose;
  if (before === undefined || other !== undefined || before.medicine !== after?.medicine) return null;
  const dispensed = smallestCut(before.medicine, laid.products, before.slots);
  const passes = (ug: Micrograms): boolean => multiply(ug, 4) <= before.total;
  const possible = listed.filter((product) => product.medicine === before.medicine && !releasesSlowly(product));
  const helpful = possible.filter((product) => passes(smallestCut(before.medicine, [...laid.products, product], before.slots))).map(({ code }) => code).sort();
  return {
    ug: dispensed, totalUg: before.total, wasTaken: before.total - after.total <= dispensed,
    passes: passes(dispensed), product: passes(dispensed) ? null : (helpful[0] ?? null),
  };
}

function smallestCut(medicine: MedicineCode, products: readonly Product[], slots: ReturnType<typeof slotsOf>): Micrograms {
  const maker = doseMaker(medicine, products);
  return Math.min(...doseSlots.filter((slot) => slots[slot] > 0).map((slot) => slots[slot] - maker.below(slots[slot])));
}

/** Every cut by more than a tenth of the dose of that moment, the first one and all others. */
export function checkStepSizes({ changes }: PlanCheck): readonly Finding[] {
  return orFine('step-over-10-percent', changes.flatMap(({ on, before, after, method }) => {
    const cut = before.weight - after.weight;
    if (method === 'substitution' || after.weight === 0 || multiply(cut, 10) <= before.weight) return [];
    return [find('warn', 'step-over-10-percent', on, { from: before.weight, to: after.weight, points: divideDown(multiply(cut, 10_000), before.weight) })];
  }));
}

/** Cuts that follow the change before within less than 14 days, but for those inside a micro-taper. */
export function checkIntervals(check: PlanCheck): readonly Finding[] {
  return orFine('interval-under-14-days', check.changes.flatMap(({ on, before, after, method, place }) => {
    const days = daysAt(check.track, place);
    if (method === 'micro-taper' || method === 'substitution' || after.weight >= before.weight || days >= 14) return [];
    return [find('warn', 'interval-under-14-days', on, { days })];
  }));
}

/** A total above everything of the last 60 days, and one above the label: a slip of the decimal point must not pass. */
export function checkRaises(check: PlanCheck): readonly Finding[] {
  const { track, first, changes, laid } = check;
  const raised = changes.flatMap(({ on, after, place, method }) => {
    // The dose right before the change is among them: a cut is never above.
    const days = track.slice(0, place).filter(({ day }, index) => (track[index + 1]?.day ?? day) > after.day - raiseDays);
    const highest = days.reduce((so, { weight }) => Math.max(so, weight), 0);
    if (after.weight <= highest || highest === 0 || method === 'substitution') return [];
    return [find('block', 'dose-raised', on, { highest, total: after.weight, days: raiseDays })];
  });
  const above = track.slice(first).flatMap(({ step }) => step.dose.flatMap(({ medicine, total }) => {
    const most = limitsOf(medicine).labelMaximum?.ug ?? null;
    return most === null || total <= most ? [] : [find('block', 'label-maximum', step.startsOn, { medicine, total, atMost: most })];
  }));
  return [...orFine('dose-raised', raised, { dispensed: laid.products.length }), ...orFine('label-maximum', above)];
}

/** For each medicine that is cut: a change is still settling when the next one comes. Says nothing against it. */
export function checkSettling({ changes }: PlanCheck): readonly Finding[] {
  const told = new Map<MedicineCode, Finding>();
  for (const [index, { on, after, before }] of changes.entries()) {
    const earlier = changes[index - 1];
    const dose = before.step.dose.find(({ medicine, total }) => total > (after.step.dose.find((each) => each.medicine === medicine)?.total ?? 0));
    if (earlier === undefined || dose === undefined || told.has(dose.medicine)) continue;
    const settled = settlesAfterDays(medicineOf(dose.medicine));
    const days = after.day - earlier.after.day;
    if (settled === null || days >= settled.to) continue;
    told.set(dose.medicine, find('inform', 'settling-time', on, { medicine: dose.medicine, days, fromDays: settled.from, toDays: settled.to }));
  }
  return orFine('settling-time', [...told.values()]);
}
