import { isLocalDate, type LocalDate } from '@evenkeel/taper-rules';
import { dateOf, dayNumber, mondayOf } from './calendar.js';
import type { Resolution } from './timeline.js';

/** Local dates, both inclusive, in the order of time. */
export interface Range {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What is shown when nobody says how much: six weeks, each day wide enough for a finger on a phone. */
export const usualDays = 42;

/** Nobody looks at more at once; a range that is longer loses its beginning. */
export const mostDays = 3660;

/** Below this many pixels two buckets next to each other can no longer be told apart. */
export const leastPixels = 3.5;

/**
 * A range out of what was asked for. A missing end is today, a missing beginning six weeks before the end; ends that
 * were given the wrong way round are turned, and what is longer than ten years is cut. `null` for text that is no date.
 */
export function rangeOf(from: string | null, to: string | null, today: LocalDate): Range | null {
  if ((from !== null && !isLocalDate(from)) || (to !== null && !isLocalDate(to))) return null;
  const one = dayNumber(to ?? (from !== null && from > today ? from : today));
  const other = from === null ? one - usualDays + 1 : dayNumber(from);
  const last = Math.max(one, other);
  return { from: dateOf(Math.max(Math.min(one, other), last - mostDays + 1)), to: dateOf(last) };
}

/** Days of a range, both ends counted. */
export const daysOf = ({ from, to }: Range): number => dayNumber(to) - dayNumber(from) + 1;

/** The finest resolution at which each bucket is at least 3.5 pixels wide; months when none is. */
export function resolutionFor(range: Range, pixels: number): Resolution {
  const fits = (buckets: number): boolean => pixels / buckets >= leastPixels;
  if (fits(daysOf(range))) return 'day';
  return fits(bucketStarts(range, 'week').length) ? 'week' : 'month';
}

/** Where each bucket begins, in days after `from`; the first is 0 whatever weekday that is. */
export function bucketStarts(range: Range, resolution: Resolution): readonly number[] {
  const first = dayNumber(range.from);
  const days = daysOf(range);
  if (resolution === 'day') return Array.from({ length: days }, (_, at) => at);
  const starts = [0];
  const begins = resolution === 'week'
    ? (at: number): boolean => mondayOf(first + at) === first + at
    : (at: number): boolean => dateOf(first + at).endsWith('-01');
  for (let at = 1; at < days; at += 1) if (begins(at)) starts.push(at);
  return starts;
}
