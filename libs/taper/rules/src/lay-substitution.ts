import { divideNearest, isRefusal, multiply, type Refusal, refuse } from '@evenkeel/kernel';
import type { EquivalenceChoice } from '@evenkeel/medicines-rules';
import type { DoseSlot, Micrograms } from './dose-step.js';
import { slotsOf, withSlots } from './day-dose.js';
import { equivalentUg } from './equivalent.js';
import type { DoseMaker } from './make-dose.js';
import { type LayPhase, type PlanRefusal, putStep } from './planned-step.js';
import { nightFirst, type SubstitutionPhase } from './plan.js';

/** A switch may differ from the signed equivalent by so many ten-thousandths where marks or tablets force it. */
export const switchTolerance = 500;

/**
 * Slot by slot to the other medicine; the dose of a slot is replaced by its signed equivalent and nothing is cut.
 * An equivalent that products cannot make within one twentieth is refused with what they can make.
 */
export const laySubstitution: LayPhase<SubstitutionPhase> = (layout, phase, place) => {
  const [from, to] = [layout.makers.get(phase.from), layout.makers.get(phase.to)];
  if (from === undefined) return refuse('no-products-of-medicine', 'from', { medicine: phase.from });
  if (to === undefined) return refuse('no-products-of-medicine', 'to', { medicine: phase.to });
  const slots = [...new Set([...phase.order, ...nightFirst])].filter((slot) => slotsOf(layout.dose, phase.from)[slot] > 0);
  if (slots.length === 0) return refuse('no-such-medicine-in-dose', 'from', { medicine: phase.from });
  let wait = phase.waitDays;
  for (const slot of slots) {
    const whole = slotsOf(layout.dose, phase.from)[slot];
    const already = slotsOf(layout.dose, phase.to)[slot];
    for (const kept of phase.share === 'half-slot' ? [nearestMakeable(divideNearest(whole, 2), from), 0] : [0]) {
      const given = equivalentOf(whole - kept, slot, phase, to, layout.equivalence);
      if (isRefusal(given)) return given;
      const left = withSlots(layout.dose, phase.from, { ...slotsOf(layout.dose, phase.from), [slot]: kept });
      const dose = withSlots(left, phase.to, { ...slotsOf(left, phase.to), [slot]: already + given });
      if (!putStep(layout, { reason: 'switch', phase: place, afterDays: wait, dose })) return refuse('plan-too-long', 'everyDays');
      wait = phase.everyDays;
    }
  }
  return null;
};

function equivalentOf(ug: Micrograms, slot: DoseSlot, phase: SubstitutionPhase, to: DoseMaker, choices: readonly EquivalenceChoice[]): Micrograms | Refusal<PlanRefusal> {
  const wanted = equivalentUg(ug, phase.from, phase.to, choices);
  if (wanted === null) return refuse('equivalence-missing', 'to', { from: phase.from, to: phase.to });
  const given = nearestMakeable(wanted, to);
  const off = Math.abs(given - wanted);
  if (given > 0 && multiply(off, 10_000) <= multiply(wanted, switchTolerance)) return given;
  const above = to.above(wanted);
  return refuse('equivalent-cannot-be-made', 'to', { slot, askedUg: wanted, belowUg: to.below(wanted), ...(above === null ? {} : { aboveUg: above }) });
}

/** The makeable dose that is nearest, the larger of two equally near; zero when nothing can be made. */
export function nearestMakeable(ug: Micrograms, maker: DoseMaker): Micrograms {
  if (maker.make(ug) !== null) return ug;
  const [below, above] = [maker.below(ug), maker.above(ug)];
  return above === null || ug - below < above - ug ? below : above;
}
