import { divideDown, multiply, remainder } from '@evenkeel/kernel';
import type { LocalDate } from './dose-step.js';

/**
 * Days on the patient's calendar as numbers, for counting between plain dates. No clock, no zone and no hour is
 * involved, so neither a change of zone nor of summer time can lengthen or shorten a plan.
 */

const daysInCycle = 146_097;
const daysToEpoch = 719_468;

/** Days since 1 January 1970; the date has to exist. Years begin in March here, so that the leap day is a year's last. */
export function dayNumber(date: LocalDate): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const shifted = month <= 2 ? year - 1 : year;
  const cycle = divideDown(shifted, 400);
  const yearOfCycle = shifted - multiply(cycle, 400);
  const dayOfYear = divideDown(153 * (month > 2 ? month - 3 : month + 9) + 2, 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + divideDown(yearOfCycle, 4) - divideDown(yearOfCycle, 100) + dayOfYear;
  return multiply(cycle, daysInCycle) + dayOfCycle - daysToEpoch;
}

/** The date of such a number. */
export function dateOfDay(number: number): LocalDate {
  const shifted = number + daysToEpoch;
  const cycle = divideDown(shifted, daysInCycle);
  const dayOfCycle = remainder(shifted, daysInCycle);
  const yearOfCycle = divideDown(dayOfCycle - divideDown(dayOfCycle, 1460) + divideDown(dayOfCycle, 36_524) - divideDown(dayOfCycle, 146_096), 365);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + divideDown(yearOfCycle, 4) - divideDown(yearOfCycle, 100));
  const fromMarch = divideDown(5 * dayOfYear + 2, 153);
  const day = dayOfYear - divideDown(153 * fromMarch + 2, 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfCycle + multiply(cycle, 400) + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The date so many days later, or earlier for a negative number. */
export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDay(dayNumber(date) + days);

/** Days from one date to the other; negative when the second comes first. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);
