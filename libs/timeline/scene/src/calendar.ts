import { dateOf, dayNumber } from '@evenkeel/timeline-rules';

/** The civil date `days` after `date`; earlier when negative. */
export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Whole days from one civil date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The first day of the month `months` after the one that `date` is in. */
export function firstOfMonth(date: string, months = 0): string {
  const place = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}-01`;
}
