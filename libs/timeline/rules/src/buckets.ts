import { levelSymptomCodes } from '@evenkeel/symptoms-rules';
import type { LocalDate } from '@evenkeel/taper-rules';
import { dayNumber, daysIn } from './calendar.js';
import type { MonthColumns } from './month.js';
import { bucketStarts, daysOf, type Range } from './range.js';
import type { BucketColumns, Resolution, SymptomStrip } from './timeline.js';

const scores = 11;
const levels = 4;
/** How many of a patient's own symptoms come before all others: as many as a check-in lets them pick. */
const own = 3;

export interface Bucketed {
  readonly buckets: BucketColumns;
  readonly symptoms: readonly SymptomStrip[];
}

/**
 * Puts months into buckets. The overall score of a bucket is taken from every score in it; a symptom has one level a
 * day, the highest. Quartiles lie between two answers where they fall between them (linear interpolation).
 * Days after `today` belong to a bucket and are not counted as days that could have been answered.
 */
export function bucketsOf(months: readonly MonthColumns[], range: Range, resolution: Resolution, today: LocalDate): Bucketed {
  const starts = bucketStarts(range, resolution);
  const days = daysOf(range);
  const bucketOf = bucketOfDay(starts, days);
  const first = dayNumber(range.from);
  const counts = starts.map(() => new Array<number>(scores).fill(0));
  const said = new Set<number>();
  const strips = new Map<string, Strip>();
  for (const { month, overallDay, overall, symptom, level } of months) {
    const offset = dayNumber(month) - first;
    overallDay.forEach((day, place) => {
      const at = offset + day - 1;
      const bucket = counts[bucketOf[at] ?? -1];
      const value = overall[place] ?? 0;
      if (bucket === undefined) return;
      bucket[value] = (bucket[value] ?? 0) + 1;
      said.add(at);
    });
    const length = daysIn(month);
    symptom.forEach((code, place) => {
      for (let day = 0; day < length; day += 1) {
        const at = offset + day;
        const value = level[place * length + day] ?? null;
        const bucket = bucketOf[at];
        if (value === null || bucket === undefined) continue;
        const strip = strips.get(code) ?? emptyStrip(starts.length);
        strips.set(code, strip);
        note(strip, at, bucket, value, at * 2 < days);
      }
    });
  }
  const answered = starts.map(() => 0);
  for (const at of said) answered[bucketOf[at] ?? 0] = (answered[bucketOf[at] ?? 0] ?? 0) + 1;
  const last = Math.min(days, dayNumber(today) - first + 1);
  const quartile = (share: number): (number | null)[] => counts.map((bucket) => quantile(bucket, share));
  return {
    buckets: {
      day: starts, answered,
      days: starts.map((start, place) => Math.max(0, Math.min(starts[place + 1] ?? days, last) - start)),
      min: quartile(0), p25: quartile(0.25), median: quartile(0.5), p75: quartile(0.75), max: quartile(1),
    },
    symptoms: inOrder(strips).map(([code, { counts: each }]) => ({ code, median: each.map((bucket) => quantile(bucket, 0.5)), max: each.map((bucket) => quantile(bucket, 1)) })),
  };
}

function bucketOfDay(starts: readonly number[], days: number): readonly number[] {
  const bucketOf = new Array<number>(days).fill(0);
  starts.forEach((start, place) => bucketOf.fill(place, start, starts[place + 1] ?? days));
  return bucketOf;
}

/** One symptom while it is being counted. */
interface Strip {
  readonly counts: number[][];
  lastAt: number;
  lastLevel: number;
  /** Sum and number of the levels of the first half of the range, and of the second. */
  readonly halves: [[number, number], [number, number]];
}

const emptyStrip = (buckets: number): Strip => ({
  counts: Array.from({ length: buckets }, () => new Array<number>(levels).fill(0)), lastAt: -1, lastLevel: 0, halves: [[0, 0], [0, 0]],
});

function note(strip: Strip, at: number, bucket: number, level: number, early: boolean): void {
  const counts = strip.counts[bucket];
  if (counts !== undefined) counts[level] = (counts[level] ?? 0) + 1;
  if (at > strip.lastAt) [strip.lastAt, strip.lastLevel] = [at, level];
  const half = strip.halves[early ? 0 : 1];
  half[0] += level;
  half[1] += 1;
}

/** How much the mean level of the second half of the range differs from the first; 0 if one of them says nothing. */
function changeOf({ halves: [[early, before], [late, after]] }: Strip): number {
  return before === 0 || after === 0 ? 0 : Math.abs(late / after - early / before);
}

const listed: ReadonlyMap<string, number> = new Map(levelSymptomCodes.map((code, place) => [code, place]));
const placeOf = (code: string): number => listed.get(code) ?? levelSymptomCodes.length;

/**
 * The three that the patient named last come first, the strongest of a day before the others; then what changed most
 * within the range. What is equal stands in the order of the vocabulary.
 */
function inOrder(strips: ReadonlyMap<string, Strip>): readonly (readonly [string, Strip])[] {
  const all = [...strips].sort(([one], [other]) => placeOf(one) - placeOf(other));
  const named = [...all].sort(([, one], [, other]) => other.lastAt - one.lastAt || other.lastLevel - one.lastLevel).slice(0, own);
  const others = all.filter((each) => !named.includes(each)).sort(([, one], [, other]) => changeOf(other) - changeOf(one));
  return [...named, ...others];
}

/** The value below which a share of counted values lies; `null` of nothing. `counts[v]` is how often `v` was said. */
export function quantile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const place = (total - 1) * share;
  const lower = valueAt(counts, Math.floor(place));
  const upper = valueAt(counts, Math.ceil(place));
  return lower + (upper - lower) * (place - Math.floor(place));
}

function valueAt(counts: readonly number[], rank: number): number {
  let passed = 0;
  return counts.findIndex((count) => (passed += count) > rank);
}
