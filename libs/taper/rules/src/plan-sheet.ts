import { divideDown, multiply } from '@evenkeel/kernel';
import type { MedicineCode } from '@evenkeel/medicines-rules';
import { type AmountNeeded, amountsNeeded } from './amounts-needed.js';
import { addDays, dateOfDay, dayNumber, daysBetween } from './calendar-days.js';
import type { DayDose } from './day-dose.js';
import type { LocalDate } from './dose-step.js';
import type { DoseMaker } from './make-dose.js';
import type { StepReason } from './planned-step.js';
import type { Phase } from './plan.js';
import { intakeOf, isHeldOn, type Schedule, type SlotIntake, stepOn } from './schedule.js';

/** On paper a plan ends after so many days at the latest: what is printed cannot be called back, and a review comes first. */
export const printedDays = 28;
const microBlockDays = 14;

/** Days with the same dose. Both dates are counted. */
export interface SheetLine {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** What begins the line; a line that was already under way when the sheet begins keeps the reason of its step. */
  readonly reason: StepReason;
  /** Empty when nothing is taken. */
  readonly dose: DayDose;
  readonly intake: readonly SlotIntake[];
}

/** What has to be dispensed for these days. Both dates are counted. */
export interface SheetPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly needed: readonly AmountNeeded[];
}

/** A plan as it goes on paper: so many days of it and no more. */
export interface PlanSheet {
  readonly from: LocalDate;
  /** The last day that is printed. */
  readonly until: LocalDate;
  /** Why it ends there: it is the day before a review, the block of a micro-taper is over, or paper carries no more days. */
  readonly endsBecause: 'review' | 'micro-block' | 'days';
  /** The dose does not change until somebody goes on with the plan. */
  readonly isHeld: boolean;
  readonly lines: readonly SheetLine[];
  readonly periods: readonly SheetPeriod[];
}

/** What a sheet is made of. */
export interface SheetOf {
  readonly schedule: Schedule;
  readonly makers: ReadonlyMap<MedicineCode, DoseMaker>;
  readonly phases: readonly Phase[];
  /** The first day to be printed; a plan that begins later is printed from its beginning. */
  readonly from: LocalDate;
  /** The day of the next review, if one is agreed. */
  readonly reviewOn: LocalDate | null;
  /** Days for which the pharmacy dispenses at once. */
  readonly periodDays: number;
}

/**
 * The sheet of a plan. What holds: it covers at most 28 days and ends before the next review, the current block of a
 * micro-taper or the review of maintenance, whichever comes first; it always covers at least one day; its lines and its
 * periods cover each of its days exactly once; the amounts of a period are those of its lines.
 */
export function planSheet({ schedule, makers, phases, from: asked, reviewOn, periodDays }: SheetOf): PlanSheet {
  const from = laterOf(asked, schedule.steps[0]?.startsOn ?? asked);
  const ends = [
    { on: addDays(from, printedDays - 1), because: 'days' as const },
    ...lastDays(from, [reviewOn, maintenanceReview(schedule, phases, from)]).map((on) => ({ on, because: 'review' as const })),
    ...lastDays(from, [blockEnd(schedule, from)]).map((on) => ({ on, because: 'micro-block' as const })),
  ];
  const end = ends.reduce((first, each) => (each.on < first.on ? each : first));
  return {
    from, until: end.on, endsBecause: end.because, isHeld: isHeldOn(schedule, from) && schedule.waiting > 0,
    lines: linesOf(schedule, makers, from, end.on), periods: periodsOf(schedule, makers, from, end.on, periodDays),
  };
}

const laterOf = (left: LocalDate, right: LocalDate): LocalDate => dateOfDay(Math.max(dayNumber(left), dayNumber(right)));
const earlierOf = (left: LocalDate, right: LocalDate): LocalDate => dateOfDay(Math.min(dayNumber(left), dayNumber(right)));

/** The day before each of these, as far as it is a day of the sheet. */
const lastDays = (from: LocalDate, dates: readonly (LocalDate | null)[]): readonly LocalDate[] => dates.flatMap((date) => (date === null || date <= from ? [] : [addDays(date, -1)]));

function linesOf({ steps }: Schedule, makers: SheetOf['makers'], from: LocalDate, until: LocalDate): readonly SheetLine[] {
  return steps.flatMap((step, place) => {
    const next = steps[place + 1]?.startsOn;
    const to = next === undefined || next > until ? until : addDays(next, -1);
    const begin = laterOf(step.startsOn, from);
    return begin > to ? [] : [{ from: begin, to, reason: step.reason, dose: step.dose, intake: intakeOf(step.dose, makers) }];
  });
}

function periodsOf(schedule: Schedule, makers: SheetOf['makers'], from: LocalDate, until: LocalDate, periodDays: number): readonly SheetPeriod[] {
  const periods: SheetPeriod[] = [];
  for (let begin = from; begin <= until; begin = addDays(begin, periodDays)) {
    const to = earlierOf(addDays(begin, periodDays - 1), until);
    periods.push({ from: begin, to, needed: amountsNeeded(schedule, makers, begin, to) });
  }
  return periods;
}

/** The first day behind the block of a micro-taper in which the sheet begins, or which is the next to begin. */
function blockEnd(schedule: Schedule, from: LocalDate): LocalDate | null {
  const step = [stepOn(schedule, from), schedule.steps.find((each) => each.startsOn > from)].find((each) => each?.reason === 'micro-cut') ?? null;
  if (step === null) return null;
  // A phase of small cuts begins with its first cut.
  const { startsOn: first } = schedule.steps.find(({ phase }) => phase === step.phase) ?? step;
  const block = divideDown(daysBetween(first, laterOf(step.startsOn, from)), microBlockDays);
  return addDays(first, multiply(block + 1, microBlockDays));
}

/** The next review of a dose that stays. */
function maintenanceReview({ endsOn }: Schedule, phases: readonly Phase[], from: LocalDate): LocalDate | null {
  const last = phases.at(-1);
  if (last?.method !== 'maintenance' || endsOn === null || from < endsOn) return null;
  return addDays(endsOn, multiply(divideDown(daysBetween(endsOn, from), last.reviewEveryDays) + 1, last.reviewEveryDays));
}
