import { addDays, doseSlots, type DoseSlot } from '@evenkeel/taper-rules';
import { missedDays, type ShownRecord, type ToldRecord } from './dose-records.js';
import { type ShownChange } from './shown-changes.js';
import type { ToldAmount } from './told-amount.js';

/** One medicine of one time of the day, as the API tells it. */
export interface ToldDose {
  readonly slot: string;
  readonly medicine: string;
  readonly micrograms: number;
  readonly amounts: readonly ToldAmount[];
}

/** What of the own plan decides about today's dose. */
export interface ToldDay {
  readonly hasPlan: boolean;
  /** The civil date that the doses are for. */
  readonly today: string;
  readonly doses: readonly ToldDose[];
  readonly showsNoDose: boolean;
  readonly isConcentrationOpen: boolean;
}

export interface DaySlot {
  readonly slot: DoseSlot;
  readonly doses: readonly ToldDose[];
  /** Everything that was said about this dose of this day. */
  readonly records: readonly ShownRecord[];
}

export type DoseView =
  | { readonly kind: 'none' }
  /** No dose is shown: somebody has to be called before the next one. */
  | { readonly kind: 'call-first'; readonly because: 'missed' | 'concentration' | 'told' }
  /** The copy on this device is of an earlier day, and a change was planned since. */
  | { readonly kind: 'outdated'; readonly changeOn: string }
  /** Paused or slowed down on this device on the very day of a step, and nobody else knows. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'slots'; readonly slots: readonly DaySlot[] };

/** How many reported missed days in a row hide the dose. A choice of this product, for a clinician to sign. */
export const missedDaysHideDose = 3;

/**
 * What Today shows of the dose on this date of the device. Nothing is computed here: a dose that was signed and told is
 * shown as it is, or not at all.
 */
export function doseView(day: ToldDay, stepDates: readonly string[], records: readonly ShownRecord[], changes: readonly ShownChange[], date: string): DoseView {
  if (!day.hasPlan) return { kind: 'none' };
  const slotsOfDay = doseSlots.filter((slot) => day.doses.some((each) => each.slot === slot && each.micrograms > 0));
  if (missedDays(records, slotsOfDay, date) >= missedDaysHideDose) return { kind: 'call-first', because: 'missed' };
  if (day.isConcentrationOpen) return { kind: 'call-first', because: 'concentration' };
  if (day.showsNoDose) return { kind: 'call-first', because: 'told' };
  const changeOn = stepDates.find((on) => on > day.today && on <= date);
  if (changeOn !== undefined) return { kind: 'outdated', changeOn };
  if (changes.some(({ localDate, where }) => where === 'phone' && stepDates.includes(localDate))) return { kind: 'unsettled' };
  const slots = doseSlots.flatMap((slot): DaySlot[] => {
    const doses = day.doses.filter((each) => each.slot === slot && each.micrograms > 0);
    return doses.length === 0 ? [] : [{ slot, doses, records: records.filter((each) => each.localDate === date && each.slot === slot) }];
  });
  return { kind: 'slots', slots };
}

interface ToldTotal {
  readonly startsOn: string;
  readonly drug: string;
  readonly totalMicrograms: number;
  readonly morningMicrograms: number;
  readonly middayMicrograms: number;
  readonly eveningMicrograms: number;
  readonly nightMicrograms: number;
}

/** For so many days after a lower dose began somebody may say that it was not taken. */
const startingDays = 3;

/**
 * The date of a lower dose that began lately at this time of the day and that nobody has begun with; `null` when there is none. As the
 * plan counts it: what was taken at a time of the day that stayed as it was begins nothing, and where every lowered time is empty
 * now, any time of the day stands for it.
 */
export function lowerNotStarted(steps: readonly ToldTotal[], records: readonly ToldRecord[], date: string, slot: DoseSlot): string | null {
  const begun = [...steps].filter(({ startsOn }) => startsOn <= date).sort((left, right) => (left.startsOn < right.startsOn ? -1 : 1));
  const last = begun.at(-1);
  if (last === undefined || last.startsOn < addDays(date, -startingDays)) return null;
  const before = begun.findLast(({ drug, startsOn }) => drug === last.drug && startsOn < last.startsOn);
  if (before === undefined || before.totalMicrograms <= last.totalMicrograms) return null;
  const lowered = doseSlots.filter((each) => last[`${each}Micrograms`] > 0 && last[`${each}Micrograms`] < before[`${each}Micrograms`]);
  const counts = (each: string): boolean => lowered.length === 0 || lowered.some((one) => one === each);
  return !counts(slot) || records.some((each) => each.kind === 'taken' && each.localDate >= last.startsOn && counts(each.slot)) ? null : last.startsOn;
}
