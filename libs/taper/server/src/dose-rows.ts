import { type DatedStep, type DayDose, type DoseStep, emptySlots, type LocalDate, type Schedule, type StepReason, stepOn } from '@evenkeel/taper-rules';
import type { StepKind } from './store/dose-step.reader.js';

/** One medicine from a date on, as it is stored for the timeline. */
export interface DoseRow extends DoseStep {
  readonly kind: StepKind;
}

const kinds: Readonly<Record<StepReason, StepKind>> = {
  start: 'start', cut: 'reduce', 'micro-cut': 'reduce', switch: 'switch', 'final-stop': 'stop', maintenance: 'maintenance', 'step-back': 'step-back',
};

/**
 * A schedule as rows of one medicine each: one for each medicine that is taken from a date on, one of zero where a medicine is
 * left, and one for the day on which a hold begins although no dose changes with it.
 * @param before what was taken on the day before the plan began; medicines of it that the plan does not start with are left
 */
export function doseRowsOf(schedule: Schedule, before: DayDose): readonly DoseRow[] {
  const rows = schedule.steps.flatMap((step, place) => rowsOf(step.startsOn, kinds[step.reason], step.dose, schedule.steps[place - 1]?.dose ?? before));
  const dates = new Set(schedule.steps.map(({ startsOn }) => startsOn));
  const holds = schedule.holds.flatMap(({ from }) => (dates.has(from) ? [] : rowsOf(from, 'hold', stepOn(schedule, from)?.dose ?? [], [])));
  return [...rows, ...holds].sort((left, right) => (left.startsOn < right.startsOn ? -1 : left.startsOn > right.startsOn ? 1 : 0));
}

function rowsOf(startsOn: LocalDate, kind: StepKind, dose: DayDose, before: DayDose): DoseRow[] {
  const left = before.filter(({ medicine }) => dose.every((each) => each.medicine !== medicine));
  return [...dose, ...left.map(({ medicine }) => ({ medicine, slots: emptySlots, total: 0 }))].map((each) => ({ startsOn, kind, ...each }));
}

/** The step before a date and the one that comes after it, if they have dates. */
export const nextStepAfter = (schedule: Schedule, on: LocalDate): DatedStep | null => schedule.steps.find(({ startsOn }) => startsOn > on) ?? null;
