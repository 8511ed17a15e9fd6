import { limitsOf } from '@evenkeel/medicines-rules';
import { find, type Finding, orFine } from './finding.js';
import { daysAt, type PlanCheck } from './plan-check.js';

export const daysAtFloor = 14;

/**
 * The last step to nothing: from a dose no higher than the medicine's floor, after 14 days there. It may happen once
 * in a plan, and whichever phase leads to zero is looked at. A medicine without a known floor needs an override.
 */
export function checkFinalStop(check: PlanCheck): readonly Finding[] {
  const stops = check.changes.filter(({ after, before }) => after.weight === 0 && before.weight > 0);
  return orFine('final-stop', stops.flatMap(({ on, before, place }, index) => {
    const days = daysAt(check.track, place);
    const found: Finding[] = [];
    for (const { medicine, total } of before.step.dose) {
      const floor = limitsOf(medicine).highestFloor?.ug ?? 0;
      if (total > floor) found.push(find('block', 'final-stop', on, { medicine, fromUg: total, highestFloorUg: floor }));
    }
    if (before.step.dose.length > 1) found.push(find('block', 'final-stop', on, { medicines: before.step.dose.length }));
    if (days < daysAtFloor) found.push(find('block', 'final-stop', on, { days, atLeastDays: daysAtFloor }));
    if (index > 0) found.push(find('block', 'final-stop', on, { stops: index + 1 }));
    return found;
  }));
}

/** A plan leads to zero or into maintenance. Running out of steps above zero is a stop that nobody signed. */
export function checkOpenEnd({ laid, track }: PlanCheck): readonly Finding[] {
  const last = laid.plan.phases.at(-1);
  const isOpen = last?.method !== 'maintenance' && (laid.steps.at(-1)?.dose.length ?? 0) > 0;
  return orFine('open-end', isOpen ? track.slice(-1).map(({ step, weight }) => find('block', 'open-end', step.startsOn, { total: weight })) : []);
}

/** Micro-tapers run in blocks of 14 days: the dates at which each block has to be reviewed and signed again. */
export function checkMicroBlocks({ laid, schedule }: PlanCheck): readonly Finding[] {
  return orFine('micro-block', laid.plan.phases.flatMap((phase, place) => {
    if (phase.method !== 'micro-taper') return [];
    const days = schedule.steps.filter((step) => step.phase === place).map(({ startsOn }) => startsOn);
    const [first] = days;
    return first === undefined ? [] : [find('inform', 'micro-block', first, { everyDays: 14, until: days.at(-1) ?? first, steps: days.length })];
  }));
}
