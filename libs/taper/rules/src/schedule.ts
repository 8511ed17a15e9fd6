import { divideDown } from '@evenkeel/kernel';
import type { Amount, MedicineCode } from '@evenkeel/medicines-rules';
import { dateOfDay, dayNumber } from './calendar-days.js';
import type { DayDose } from './day-dose.js';
import { doseSlots, type DoseSlot, type DoseStep, type LocalDate } from './dose-step.js';
import type { LaidPlan } from './lay-plan.js';
import type { DoseMaker } from './make-dose.js';
import { placeSteps } from './place-steps.js';
import type { StepReason } from './planned-step.js';
import type { PlanChange } from './plan.js';

/** A step with its date: from here on, this dose, until the next step. */
export interface DatedStep {
  readonly startsOn: LocalDate;
  readonly reason: StepReason;
  readonly phase: number;
  readonly dose: DayDose;
  readonly coarserThanAsked: boolean;
}

/** Days on which the plan stands still. `to` is the first day on which it moves again; `null` while nobody has restarted it. */
export interface HeldDays {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** The plan on the patient's calendar. */
export interface Schedule {
  /** In the order of time; at least the start. Steps behind a hold that is still open are not in it: they have no date. */
  readonly steps: readonly DatedStep[];
  readonly holds: readonly HeldDays[];
  /** How many laid steps have no date yet. */
  readonly waiting: number;
  /** The first day on which nothing is taken, the day maintenance begins, or `null` when the plan has not come to an end. */
  readonly endsOn: LocalDate | null;
}

/** Puts laid steps and everything that happened since on the calendar. */
export function scheduleOf(laid: LaidPlan, changes: readonly PlanChange[] = laid.plan.changes): Schedule {
  return placeSteps(laid.steps, laid.plan.startsOn, changes);
}

/** The step that holds on a date, or `null` before the plan begins. */
export function stepOn(schedule: Schedule, on: LocalDate): DatedStep | null {
  let [low, high] = [0, schedule.steps.length];
  while (low < high) {
    const middle = divideDown(low + high, 2);
    if ((schedule.steps[middle]?.startsOn ?? '') <= on) low = middle + 1;
    else high = middle;
  }
  return schedule.steps[low - 1] ?? null;
}

/** The dose of a date; `null` before the plan begins, empty when nothing is taken any more. */
export const dayDoseOn = (schedule: Schedule, on: LocalDate): DayDose | null => stepOn(schedule, on)?.dose ?? null;

/** Whether the plan stands still on this date. */
export const isHeldOn = (schedule: Schedule, on: LocalDate): boolean => schedule.holds.some(({ from, to }) => from <= on && (to === null || on < to));

/** One medicine of one slot as it is taken: so many tablets, so many microlitres. */
export interface SlotIntake {
  readonly slot: DoseSlot;
  readonly medicine: MedicineCode;
  readonly ug: number;
  readonly amounts: readonly Amount[];
}

/** How each slot of a day is put together from the dispensed products, in the order of the day; slots of zero are left out. */
export function intakeOf(dose: DayDose, makers: ReadonlyMap<MedicineCode, DoseMaker>): readonly SlotIntake[] {
  const intake: SlotIntake[] = [];
  for (const slot of doseSlots) {
    for (const { medicine, slots } of dose) {
      const ug = slots[slot];
      const made = ug === 0 ? null : (makers.get(medicine)?.make(ug) ?? null);
      if (made !== null) intake.push({ slot, medicine, ug, amounts: made.amounts });
    }
  }
  return intake;
}

/** One dated day, ready to be taken. */
export interface DatedIntake {
  readonly on: LocalDate;
  readonly intake: readonly SlotIntake[];
}

/** Every day from `from` to `to`, both counted, that lies within the plan. */
export function daysOf(schedule: Schedule, makers: ReadonlyMap<MedicineCode, DoseMaker>, from: LocalDate, to: LocalDate): readonly DatedIntake[] {
  const days: DatedIntake[] = [];
  const first = schedule.steps[0]?.startsOn ?? from;
  const begin = from < first ? first : from;
  let place = -1;
  let intake: readonly SlotIntake[] = [];
  for (let number = dayNumber(begin), last = dayNumber(to); number <= last; number += 1) {
    const on = dateOfDay(number);
    for (let next = schedule.steps[place + 1]; next !== undefined && next.startsOn <= on; next = schedule.steps[place + 1]) {
      place += 1;
      intake = intakeOf(next.dose, makers);
    }
    days.push({ on, intake });
  }
  return days;
}

/**
 * The steps as rows of one medicine each, as they are stored and shown on a timeline: one row for each medicine that
 * is taken, and one of zero on the day on which a medicine is left.
 */
export function doseStepsOf(schedule: Schedule): readonly DoseStep[] {
  const zero = { morning: 0, midday: 0, evening: 0, night: 0 };
  return schedule.steps.flatMap((step, place) => {
    const left = (schedule.steps[place - 1]?.dose ?? []).filter((before) => step.dose.every((dose) => dose.medicine !== before.medicine));
    return [...step.dose, ...left.map(({ medicine }) => ({ medicine, slots: zero, total: 0 }))].map((dose) => ({ startsOn: step.startsOn, ...dose }));
  });
}
