import { divideDown, multiply, refuse, remainder } from '@evenkeel/kernel';
import type { Micrograms } from './dose-step.js';
import { slotsOf, totalOf, totalOfMedicine, withSlots } from './day-dose.js';
import { type LayPhase, putStep } from './planned-step.js';
import { longestPlanDays, type MicroTaperPhase } from './plan.js';
import { reduceSlots } from './reduce-slots.js';

/**
 * Many very small cuts. A percentage is spread in a straight line over its days and counted anew from there, so that any
 * window of that length loses exactly that share; what is asked for is followed from above, mark by mark, and rounding
 * does not add up. A day on which no mark is reached has no step.
 */
export const layMicroTaper: LayPhase<MicroTaperPhase> = (layout, phase, place) => {
  const maker = layout.makers.get(phase.medicine);
  if (maker === undefined) return refuse('no-products-of-medicine', 'medicine', { medicine: phase.medicine });
  const start = totalOfMedicine(layout.dose, phase.medicine);
  if (start === 0) return refuse('no-such-medicine-in-dose', 'medicine', { medicine: phase.medicine });
  if (phase.untilUg >= start) return refuse('target-above-dose', 'untilUg', { doseUg: start });
  const wanted = wantedDoses(start, phase);
  let wait = phase.waitDays - phase.everyDays;
  for (let total = start, walked = 0; total > phase.untilUg; walked += phase.everyDays) {
    wait += phase.everyDays;
    if (walked > longestPlanDays) return refuse('plan-too-long', 'everyDays');
    const ideal = wanted(walked + phase.everyDays);
    const { slots } = reduceSlots(slotsOf(layout.dose, phase.medicine), Math.max(phase.untilUg, ideal), maker, phase.from, false);
    const next = totalOf(slots);
    if (next === total) {
      if (ideal <= phase.untilUg) return refuse('cannot-be-made', 'untilUg', { askedUg: phase.untilUg, aboveUg: total });
      continue;
    }
    const dose = withSlots(layout.dose, phase.medicine, slots);
    if (!putStep(layout, { reason: 'micro-cut', phase: place, afterDays: wait, dose })) return refuse('plan-too-long', 'everyDays');
    total = next;
    wait = 0;
  }
  return null;
};

/** What a line without marks would have after so many days; asked with growing days. */
function wantedDoses(start: Micrograms, { cut, everyDays }: MicroTaperPhase): (days: number) => Micrograms {
  if (cut.by === 'amount') return (days) => Math.max(0, start - multiply(divideDown(days, everyDays), cut.ug));
  let base = start;
  let blocks = 0;
  const lossOf = (dose: Micrograms): Micrograms => Math.max(1, divideDown(multiply(dose, cut.points), 10_000));
  return (days) => {
    while (blocks < divideDown(days, cut.overDays)) {
      base = Math.max(0, base - lossOf(base));
      blocks += 1;
    }
    return Math.max(0, base - divideDown(multiply(lossOf(base), remainder(days, cut.overDays)), cut.overDays));
  };
}
