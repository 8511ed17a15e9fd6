import type { DoseStep } from '@evenkeel/taper-rules';
import { medicineCodes } from '@evenkeel/medicines-rules';

/** A step of the plan as the API tells it. */
export interface ToldStep {
  readonly startsOn: string;
  readonly drug: string;
  readonly totalMicrograms: number;
  readonly morningMicrograms: number;
  readonly middayMicrograms: number;
  readonly eveningMicrograms: number;
  readonly nightMicrograms: number;
  readonly signedBy: string;
}

/** A date from which on another dose holds, with every medicine that is taken then; none when nothing is taken. */
export interface DoseFrom {
  readonly on: string;
  readonly doses: readonly DoseStep[];
  /** The medicine of the largest dose, for readers of one figure. */
  readonly to: DoseStep;
  readonly signedBy: string;
}

/** The dose on one day and what is planned after it. */
export interface DoseNow {
  readonly step: DoseStep;
  readonly doses: readonly DoseStep[];
  /** 1 on the first day of this dose. */
  readonly day: number;
  readonly next: DoseFrom | null;
  /** Who signed the step that comes next, or else the present one. */
  readonly signedBy: string;
}

/** The list of codes alone: what else is known of each medicine weighs more than all of Today. */
function stepOf(told: ToldStep): readonly DoseStep[] {
  const medicine = medicineCodes.find((code) => code === told.drug);
  if (medicine === undefined) return [];
  const slots = { morning: told.morningMicrograms, midday: told.middayMicrograms, evening: told.eveningMicrograms, night: told.nightMicrograms };
  return [{ startsOn: told.startsOn, medicine, total: told.totalMicrograms, slots }];
}

/** What holds on this date, `YYYY-MM-DD`; `null` without a plan, before it starts, or with a medicine this version does not know. */
export function doseNow(told: readonly ToldStep[], on: string): DoseNow | null {
  const doses = dosesFrom(told);
  const now = doses.findLast((each) => each.on <= on);
  if (now === undefined) return null;
  const next = doses.find((each) => each.on > on) ?? null;
  return { step: now.to, doses: now.doses, day: daysBetween(now.on, on) + 1, next, signedBy: (next ?? now).signedBy };
}

/** Dates on which the dose changes, in the order of time; a date that repeats the dose before it is none. */
function dosesFrom(told: readonly ToldStep[]): readonly DoseFrom[] {
  const dates = [...new Set(told.map(({ startsOn }) => startsOn))].sort();
  const found: DoseFrom[] = [];
  for (const on of dates) {
    const rows = told.filter(({ startsOn }) => startsOn === on);
    const steps = rows.flatMap(stepOf).sort((left, right) => right.total - left.total);
    const [to] = steps;
    if (to === undefined) continue;
    const doses = steps.filter(({ total }) => total > 0);
    if (found.at(-1) === undefined || !isSame(found.at(-1)?.doses ?? [], doses)) found.push({ on, doses, to, signedBy: rows[0]?.signedBy ?? '' });
  }
  return found;
}

/** The dates on which the dose changes, its beginning among them. */
export const changeDates = (told: readonly ToldStep[]): readonly string[] => dosesFrom(told).map(({ on }) => on);

const isSame = (left: readonly DoseStep[], right: readonly DoseStep[]): boolean =>
  left.length === right.length && left.every(({ medicine, slots }) => right.some((other) => other.medicine === medicine &&
    other.slots.morning === slots.morning && other.slots.midday === slots.midday && other.slots.evening === slots.evening && other.slots.night === slots.night));

/** Whole days from one civil date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
