import type { LocalDate } from '@evenkeel/taper-rules';

const day = 86_400_000;

/** Days since 1 January 1970 on the calendar: for counting, never for telling the time. The date has to exist. */
export const dayNumber = (date: LocalDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / day;

/** The date of such a number. */
export const dateOf = (number: number): LocalDate => new Date(number * day).toISOString().slice(0, 10);

/** The first day of the date's month. */
export const monthOf = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

/** Day of the month, from 1. */
export const dayOfMonth = (date: LocalDate): number => Number(date.slice(8, 10));

/** How many days a month has, named by any of its dates. */
export const daysIn = (date: LocalDate): number => new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

/** Number of the Monday on or before a day: ISO weeks begin on Mondays. 1 January 1970 was a Thursday. */
export const mondayOf = (number: number): number => number - ((((number + 3) % 7) + 7) % 7);
