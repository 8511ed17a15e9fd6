import type { LocalDate } from './dose-step.js';
import type { LaidPlan } from './lay-plan.js';
import type { PlanChange } from './plan.js';
import { scheduleOf, type DatedStep, type Schedule } from './schedule.js';

/** A step and the date to which it moves. */
export interface MovedStep {
  readonly step: DatedStep;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface HoldWhatIf {
  readonly before: Schedule;
  readonly after: Schedule;
  /** Every step that comes later than planned, in the order of time. */
  readonly moved: readonly MovedStep[];
}

/**
 * What a hold of so many days from a date on would move. Nothing is done. Every later step moves by the same number of
 * days and none catches up; a hold on a date on which the plan is held already moves less, or nothing.
 */
export function holdWhatIf(laid: LaidPlan, on: LocalDate, days: number, changes: readonly PlanChange[] = laid.plan.changes): HoldWhatIf {
  const before = scheduleOf(laid, changes);
  const after = scheduleOf(laid, [...changes, { kind: 'hold', on, days }]);
  const [old, now] = [stretchesOf(before), stretchesOf(after)];
  const moved = old.flatMap((stretch, place) => stretch.flatMap((step, index): MovedStep[] => {
    // Whoever goes back after a hold goes back from an earlier step: what comes then is the same from its end.
    const other = now[place]?.at(place === 0 ? index : index - stretch.length);
    return other === undefined || other.startsOn === step.startsOn ? [] : [{ step, from: step.startsOn, to: other.startsOn }];
  }));
  return { before, after, moved };
}

/** The steps up to the first step back, from there to the next, and so on; a step back comes on its own day, whatever was held before. */
function stretchesOf({ steps }: Schedule): readonly (readonly DatedStep[])[] {
  const turns = steps.flatMap(({ reason }, place) => (reason === 'step-back' ? [place] : []));
  return [-1, ...turns].map((turn, place) => steps.slice(turn + 1, turns[place]));
}
