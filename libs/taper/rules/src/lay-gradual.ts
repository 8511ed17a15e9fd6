import { divideDown, multiply, refuse } from '@evenkeel/kernel';
import type { Micrograms } from './dose-step.js';
import { slotsOf, totalOf, totalOfMedicine, withSlots } from './day-dose.js';
import { type LayPhase, putStep } from './planned-step.js';
import type { Cut, GradualPhase } from './plan.js';
import { reduceSlots } from './reduce-slots.js';

/**
 * Cut and stay, again and again. A cut never takes more than was asked for as long as something smaller can be made;
 * it always takes something, so that a proportional plan reaches its end in a bounded number of steps.
 */
export const layGradual: LayPhase<GradualPhase> = (layout, phase, place) => {
  const maker = layout.makers.get(phase.medicine);
  if (maker === undefined) return refuse('no-products-of-medicine', 'medicine', { medicine: phase.medicine });
  let total = totalOfMedicine(layout.dose, phase.medicine);
  if (total === 0) return refuse('no-such-medicine-in-dose', 'medicine', { medicine: phase.medicine });
  if (phase.untilUg >= total) return refuse('target-above-dose', 'untilUg', { doseUg: total });
  let wait = phase.waitDays;
  while (total > phase.untilUg) {
    const target = Math.max(phase.untilUg, afterCut(total, phase.cut));
    const reduced = reduceSlots(slotsOf(layout.dose, phase.medicine), target, maker, phase.from, true);
    const next = totalOf(reduced.slots);
    if (next < phase.untilUg) return refuse('cannot-be-made', 'untilUg', { askedUg: phase.untilUg, belowUg: next, aboveUg: total });
    const dose = withSlots(layout.dose, phase.medicine, reduced.slots);
    if (!putStep(layout, { reason: 'cut', phase: place, afterDays: wait, dose, coarserThanAsked: reduced.coarserThanAsked })) return refuse('plan-too-long', 'everyDays');
    total = next;
    wait = phase.everyDays;
  }
  return null;
};

/** The total that a cut leaves, rounded so that no more is taken than was asked for; never below zero. */
export const afterCut = (total: Micrograms, cut: Cut): Micrograms =>
  cut.by === 'amount' ? Math.max(0, total - cut.ug) : total - divideDown(multiply(total, cut.points), 10_000);
