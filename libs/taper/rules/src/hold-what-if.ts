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
  const moved = before.steps.flatMap((step, place): MovedStep[] => {
    const to = after.steps[place]?.startsOn;
    return to === undefined || to === step.startsOn ? [] : [{ step, from: step.startsOn, to }];
  });
  return { before, after, moved };
}
