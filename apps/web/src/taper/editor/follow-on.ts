import { isRefusal } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { layOut, scheduleOf, stepOn, totalOfMedicine, type DayDose, type LocalDate, type Phase, type TaperPlan } from '@evenkeel/taper-rules';

/**
 * A plan to begin a new version with: from the dose of today, with what is left of the phases. Its start has to be chosen;
 * what happened to the version that runs stays with that version.
 */
export function followOn(running: TaperPlan, known: readonly Product[], today: LocalDate): TaperPlan {
  const fresh = { ...running, startsOn: '', changes: [] };
  const laid = layOut(running, new Map(known.map((product) => [product.code, product])));
  if (isRefusal(laid)) return fresh;
  const step = stepOn(scheduleOf(laid), today);
  if (step === null || step.dose.length === 0) return fresh;
  // Only the phase that runs can be over; those behind it wait for their turn.
  const [now, ...later] = running.phases.slice(Math.max(0, step.phase));
  return { ...fresh, start: step.dose, phases: now === undefined || isOver(now, step.dose) ? later : [now, ...later] };
}

/** Whether nothing of a phase is left to do from this dose on. */
function isOver(phase: Phase, dose: DayDose): boolean {
  switch (phase.method) {
    case 'gradual':
    case 'micro-taper':
      return totalOfMedicine(dose, phase.medicine) <= phase.untilUg;
    case 'substitution':
      return totalOfMedicine(dose, phase.from) === 0;
    case 'hold':
    case 'final-stop':
    case 'maintenance':
      return false;
  }
}
