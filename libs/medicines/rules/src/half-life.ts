import { divideNearest, multiply } from '@evenkeel/kernel';
import type { DayRange, Medicine, MinuteRange } from './medicine.js';

/**
 * The half-life that decides how long a change of dose is felt: from the shortest of the medicine to the longest of
 * the medicine or its active metabolite, in minutes. `null` when no sourced figure has been entered.
 */
export function effectiveHalfLife(medicine: Medicine): MinuteRange | null {
  const own = medicine.halfLife.kind === 'measured' ? medicine.halfLife.minutes : null;
  const metabolite = medicine.activeMetabolite?.minutes ?? null;
  if (own === null) return metabolite;
  if (metabolite === null) return own;
  return { from: Math.min(own.from, metabolite.from), to: Math.max(own.to, metabolite.to) };
}

const minutesOfADay = 1440;

/**
 * After how many whole days the level in the blood has settled following a change: five half-lives, rounded to the
 * nearest day, at least one. Context for a reader of symptoms (a late symptom may belong to an earlier change);
 * it decides nothing. `null` when no sourced half-life has been entered.
 */
export function settlesAfterDays(medicine: Medicine): DayRange | null {
  const halfLife = effectiveHalfLife(medicine);
  if (halfLife === null) return null;
  const days = (minutes: number): number => Math.max(1, divideNearest(multiply(minutes, 5), minutesOfADay));
  return { from: days(halfLife.from), to: days(halfLife.to) };
}
