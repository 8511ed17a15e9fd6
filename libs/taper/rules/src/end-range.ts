import { divideUp, multiply } from '@evenkeel/kernel';
import { addDays, daysBetween } from './calendar-days.js';
import type { LocalDate } from './dose-step.js';
import type { Schedule } from './schedule.js';

/** How long the hold is that a range of dates reckons with: four weeks in every year. */
export const reckonedHoldDays = 28;
const daysOfYear = 365;

/** When a plan may come to its end. */
export interface EndRange {
  /** As the plan stands, its holds so far included. */
  readonly earliest: LocalDate;
  /** With one further hold of four weeks in every year that begins before the end. */
  readonly withHolds: LocalDate;
  /** How many holds that is. */
  readonly holds: number;
}

/**
 * From when to when a plan may end, seen from a day of it: as planned, and with a hold of 28 days in each year of 365 days
 * that begins from then on, those that begin only because of the holds included. It promises nothing: a taper takes as long
 * as it takes (ASAM joint guideline 2025, pocket guide p. 7, recommendation 11: pausing is part of it). `null` while
 * the plan has no end in sight, and when the end has come.
 */
export function endRange(schedule: Pick<Schedule, 'endsOn'>, from: LocalDate): EndRange | null {
  const earliest = schedule.endsOn;
  if (earliest === null || earliest <= from) return null;
  // Of each year so many days move the plan on; the hold takes the others.
  const holds = divideUp(daysBetween(from, earliest), daysOfYear - reckonedHoldDays);
  return { earliest, withHolds: addDays(earliest, multiply(holds, reckonedHoldDays)), holds };
}
