import type { HourRange, Medicine } from './medicine.js';

/**
 * The half-life that decides how long a change of dose is felt: from the shortest of the medicine to the longest of
 * the medicine or its active metabolite, in hours. `null` when no sourced figure has been entered.
 */
export function effectiveHalfLife(medicine: Medicine): HourRange | null {
  const own = medicine.halfLife.kind === 'measured' ? medicine.halfLife.hours : null;
  const metabolite = medicine.activeMetabolite?.hours ?? null;
  if (own === null) return metabolite;
  if (metabolite === null) return own;
  return { from: Math.min(own.from, metabolite.from), to: Math.max(own.to, metabolite.to) };
}

/**
 * After how many whole days the level in the blood has settled following a change: five half-lives, rounded to the
 * nearest day, at least one. Context for a reader of symptoms (a late symptom may belong to an earlier change);
 * it decides nothing. `null` when no sourced half-life has been entered.
 */
export function settlesAfterDays(medicine: Medicine): HourRange | null {
  const halfLife = effectiveHalfLife(medicine);
  if (halfLife === null) return null;
  const days = (hours: number): number => Math.max(1, Math.round((hours * 5) / 24));
  return { from: days(halfLife.from), to: days(halfLife.to) };
}
