import { daysOf, type Timeline } from '@evenkeel/timeline-rules';
import { median } from 'd3-array';

/** One place of a line; `null` breaks it. */
export type Points = readonly (readonly [day: number, value: number] | null)[];

const halfWindow = 3;
const neededOfSeven = 3;

/**
 * The middle of the overall score. By day it is the median of the seven days around each day, and only where at least three
 * of them were answered; by week or month it is the bucket's own, where at least three of seven days were. Nothing is
 * filled in: elsewhere the line is broken.
 */
export function middleLine(timeline: Timeline): Points {
  const { buckets } = timeline;
  if (timeline.resolution !== 'day') {
    return buckets.day.map((start, place) => {
      const value = buckets.median[place] ?? null;
      const days = buckets.days[place] ?? 1;
      const answered = buckets.answered[place] ?? 0;
      return value === null || answered * 7 < days * neededOfSeven ? null : [start + (days - 1) / 2, value];
    });
  }
  const values = valuesByDay(timeline);
  return values.map((_, day) => {
    const near = values.slice(Math.max(0, day - halfWindow), day + halfWindow + 1).filter((value): value is number => value !== null);
    const middle = median(near);
    return middle === undefined || near.length < neededOfSeven ? null : [day, middle];
  });
}

/** The overall score of every day of a timeline by day; `null` where nothing was answered. */
export function valuesByDay(timeline: Timeline): readonly (number | null)[] {
  const values = Array.from({ length: daysOf(timeline) }, (): number | null => null);
  timeline.buckets.day.forEach((day, place) => {
    if (day >= 0 && day < values.length) values[day] = timeline.buckets.median[place] ?? null;
  });
  return values;
}

/** Lowest and highest, around the middle of each bucket; by day, of the seven days around each day. */
export function envelope(timeline: Timeline): readonly (readonly [day: number, low: number, high: number] | null)[] {
  const { buckets } = timeline;
  if (timeline.resolution !== 'day') {
    return buckets.day.map((start, place) => {
      const low = buckets.min[place] ?? null;
      const high = buckets.max[place] ?? null;
      return low === null || high === null ? null : [start + ((buckets.days[place] ?? 1) - 1) / 2, low, high];
    });
  }
  const lows = Array.from({ length: daysOf(timeline) }, (): number | null => null);
  const highs = [...lows];
  buckets.day.forEach((day, place) => {
    if (day < 0 || day >= lows.length) return;
    lows[day] = buckets.min[place] ?? null;
    highs[day] = buckets.max[place] ?? null;
  });
  return lows.map((_, day) => {
    const around = (values: readonly (number | null)[]): number[] => values.slice(Math.max(0, day - halfWindow), day + halfWindow + 1).filter((value): value is number => value !== null);
    const [low, high] = [around(lows), around(highs)];
    return low.length < neededOfSeven ? null : [day, Math.min(...low), Math.max(...high)];
  });
}
