import { checkFinalStop, checkMicroBlocks, checkOpenEnd } from './check-ends.js';
import { checkPace, checkPatient } from './check-patient.js';
import { checkCeiling, checkIntervals, checkRaises, checkSettling, checkStepSizes } from './check-steps.js';
import { checkFactors, checkNightFirst, checkSharedSlots, checkSwitches } from './check-substitution.js';
import { doseSlots } from './dose-step.js';
import { find, type Finding, orFine } from './finding.js';
import type { PlanCheck } from './plan-check.js';

/** Each slot of each step from the dispensed products. Laying out has refused anything else; this is what the panel shows. */
function checkMade({ schedule, laid }: PlanCheck): readonly Finding[] {
  return orFine('dose-cannot-be-made', schedule.steps.flatMap(({ startsOn, dose }) => dose.flatMap(({ medicine, slots }) => {
    const slot = doseSlots.find((each) => (laid.makers.get(medicine)?.make(slots[each]) ?? null) === null);
    return slot === undefined ? [] : [find('block', 'dose-cannot-be-made', startsOn, { medicine, slot, askedUg: slots[slot] })];
  })));
}

const checks: readonly ((check: PlanCheck) => readonly Finding[])[] = [
  checkCeiling, checkFinalStop, checkOpenEnd, checkStepSizes, checkIntervals, checkRaises, checkMade, checkSharedSlots, checkSwitches,
  checkNightFirst, checkFactors, checkMicroBlocks, checkSettling, checkPatient, checkPace,
];

/**
 * What every rule about a plan says. A rule that found nothing answers `ok`, so that the panel shows what was looked at.
 * The same check always gives the same findings in the same order.
 */
export const checkPlan = (check: PlanCheck): readonly Finding[] => checks.flatMap((each) => each(check));
