import { isRefusal } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { addDays, type DatedStep, type DayDose, dayDoseOn, daysBetween, type DoseSlot, doseSlots, isHeldOn, type LaidPlan, layOut, type LocalDate, type Schedule, scheduleOf, slotsOf } from '@evenkeel/taper-rules';
import type { ConfirmedSlot } from './patient-facts.js';
import { isRunning, liveChanges, type PlanRecord, type StoredChange } from './plan-record.js';

/** A version laid out and put on the patient's calendar, with everything that happened since. */
export interface PlanOnCalendar {
  readonly record: PlanRecord;
  readonly laid: LaidPlan;
  readonly schedule: Schedule;
}

/** Throws for a plan that cannot be laid out: it was checked before it was signed, and products stay known when they are retired. */
export function onCalendar(record: PlanRecord, known: ReadonlyMap<string, Product>): PlanOnCalendar {
  const laid = layOut(record.plan, known);
  if (isRefusal(laid)) throw new Error(`A signed plan cannot be laid out: ${laid.code} at ${laid.field}`);
  return { record, laid, schedule: scheduleOf(laid, liveChanges(record)) };
}

/** Whether a person holds the plan on this date. What the calendar holds back is no hold: nobody asked for it. */
export const isHeldByPerson = ({ record, laid }: PlanOnCalendar, on: LocalDate): boolean =>
  isHeldOn(scheduleOf(laid, liveChanges(record, ['patient', 'prescriber'])), on);

/** The lock of the next step that is still in force; `null` when there is none. */
export function lockOf({ record, schedule }: PlanOnCalendar): StoredChange | null {
  const lock = record.changes.findLast(({ cause, kind, days, undoneAt }) => cause === 'locked' && kind === 'hold' && days === null && undoneAt === null);
  return lock !== undefined && schedule.holds.some(({ from, to }) => from <= lock.on && to === null) ? lock : null;
}

const isCut = ({ reason }: DatedStep): boolean => reason === 'cut' || reason === 'micro-cut' || reason === 'final-stop';

/** The first cut after a date, as far as it has one. */
export const nextCutAfter = ({ schedule }: PlanOnCalendar, on: LocalDate): DatedStep | null => schedule.steps.find((step) => isCut(step) && step.startsOn > on) ?? null;

/** A cut with the dose before it. */
export interface CutFrom {
  readonly step: DatedStep;
  readonly before: DayDose;
}

/** Every cut that has a date, in the order of dates. */
export const cutsOf = ({ schedule }: PlanOnCalendar): readonly CutFrom[] =>
  schedule.steps.flatMap((step, place) => (isCut(step) ? [{ step, before: schedule.steps[place - 1]?.dose ?? [] }] : []));

/** The last cut that had come by a date. */
export const lastCutBy = (plan: PlanOnCalendar, on: LocalDate): CutFrom | null => cutsOf(plan).findLast(({ step }) => step.startsOn <= on) ?? null;

/** Slots of a cut in which less is taken than before, and something still is. */
export const loweredSlots = ({ step, before }: CutFrom): readonly DoseSlot[] => doseSlots.filter((slot) => before.some(({ medicine, slots }) => {
  const now = slotsOf(step.dose, medicine)[slot];
  return now > 0 && now < slots[slot];
}));

/**
 * Whether the patient has begun with a cut: a lowered slot was confirmed on its date or later. Where every lowered slot is
 * empty now, any slot of such a day will do, and where nothing is taken any more the date itself begins it.
 */
export function hasStarted(cut: CutFrom, confirmed: readonly ConfirmedSlot[]): boolean {
  const { step } = cut;
  if (step.dose.length === 0) return true;
  const lowered = loweredSlots(cut);
  return confirmed.some(({ on, slot }) => on >= step.startsOn && (lowered.length === 0 || lowered.includes(slot)));
}

/** Whether somebody, or the calendar in the evening before, has let this cut come. */
export const isLetThrough = ({ record }: PlanOnCalendar, { step }: CutFrom): boolean => record.passedCut !== null && record.passedCut >= step.startsOn;

/** The first cut whose date has come without anybody having let it through; `null` when there is none. The dose before it still holds. */
export function waitingCut(plan: PlanOnCalendar, on: LocalDate): CutFrom | null {
  const come = cutsOf(plan).filter(({ step }) => step.startsOn <= on);
  return come[come.findLastIndex((cut) => isLetThrough(plan, cut)) + 1] ?? null;
}

/**
 * The plan as it is told on a date, whatever ran in the meantime: a cut that nobody has let through comes tomorrow at the
 * earliest, and everything after it as much later.
 */
export function asTold(plan: PlanOnCalendar, today: LocalDate): PlanOnCalendar {
  const waiting = isRunning(plan.record) ? waitingCut(plan, today) : null;
  if (waiting === null) return plan;
  const wait = { kind: 'hold', on: waiting.step.startsOn, days: daysBetween(waiting.step.startsOn, today) + 1 } as const;
  return { ...plan, schedule: scheduleOf(plan.laid, [...liveChanges(plan.record), wait]) };
}

/** A cut inside a block of 14 days of a micro-taper, behind the first one of that block. */
export function isInsideMicroBlock({ schedule }: PlanOnCalendar, cut: DatedStep): boolean {
  if (cut.reason !== 'micro-cut') return false;
  const before = schedule.steps.filter(({ reason, phase, startsOn }) => reason === 'micro-cut' && phase === cut.phase && startsOn < cut.startsOn);
  let block: LocalDate | null = null;
  for (const { startsOn } of before) if (block === null || startsOn >= addDays(block, microBlockDays)) block = startsOn;
  return block !== null && cut.startsOn < addDays(block, microBlockDays);
}

/** Micro-tapers are reviewed in blocks of so many days. */
const microBlockDays = 14;

/** The dose of a date; nothing before the plan begins. */
export const doseOn = ({ schedule }: PlanOnCalendar, on: LocalDate): DayDose => dayDoseOn(schedule, on) ?? [];
