import { daysOf, type Timeline } from '@evenkeel/timeline-rules';

/** What holds on one day of a timeline, as a sentence, a card and a row of the table say it. */
export interface DayFacts {
  readonly day: number;
  /** The step in force; `null` before the first one, or when doses are not shared. */
  readonly dose: { readonly drug: string; readonly micrograms: number; readonly dayOfStep: number; readonly kind: string; readonly planned: boolean } | null;
  /** Place of the bucket in the columns that this day lies in; `null` where the timeline has none. */
  readonly bucket: number | null;
  readonly alerts: number;
  readonly notes: number;
}

/** Place of the step in force on this day, or `null`; of two medicines, that of the larger amount. Steps may come in any order. */
export function stepOn({ doses }: Pick<Timeline, 'doses'>, day: number): number | null {
  let found: number | null = null;
  doses.day.forEach((start, place) => {
    if (start > day) return;
    const best = found === null ? -Infinity : (doses.day[found] ?? -Infinity);
    const isLarger = found === null || (doses.micrograms[place] ?? 0) > (doses.micrograms[found] ?? 0);
    if (start > best || (start === best && isLarger)) found = place;
  });
  return found;
}

/** Place of the bucket that holds this day, or `null`. */
export function bucketOn(timeline: Pick<Timeline, 'buckets'>, day: number): number | null {
  const { day: starts, days } = timeline.buckets;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  const place = low - 1;
  const start = starts[place];
  return start !== undefined && day < start + (days[place] ?? 1) ? place : null;
}

export function dayFacts(timeline: Timeline, day: number): DayFacts {
  const step = stepOn(timeline, day);
  const { doses } = timeline;
  return {
    day,
    dose: step === null ? null : {
      drug: doses.drug[step] ?? '', micrograms: doses.micrograms[step] ?? 0, dayOfStep: day - (doses.day[step] ?? day) + 1,
      kind: doses.kind[step] ?? '', planned: doses.planned[step] ?? false,
    },
    bucket: bucketOn(timeline, day),
    alerts: timeline.alerts.day.filter((each) => each === day).length,
    notes: timeline.notes.day.filter((each) => each === day).length,
  };
}

/** Days inside the range on which a dose step begins, in order, each once. */
export const stepDays = (timeline: Timeline): readonly number[] => inside(timeline, timeline.doses.day);

/** Days with an alert or a note, in order, each once. */
export const eventDays = (timeline: Timeline): readonly number[] => inside(timeline, [...timeline.alerts.day, ...timeline.notes.day]);

const inside = (timeline: Timeline, days: readonly number[]): readonly number[] =>
  [...new Set(days)].filter((day) => day >= 0 && day < daysOf(timeline)).sort((left, right) => left - right);

/** The nearest of these days before or after `day`, or `null`. */
export const neighbour = (days: readonly number[], day: number, direction: 'before' | 'after'): number | null =>
  (direction === 'before' ? days.filter((each) => each < day).at(-1) : days.find((each) => each > day)) ?? null;
