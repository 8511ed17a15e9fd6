import { daysOf, type Timeline } from '@evenkeel/timeline-rules';
import { addDays } from './calendar.js';
import { stepOn } from './day-facts.js';

/** One row of the table that says what the chart shows. */
export type TableRow = BucketRow | StepRow;

/** A day, week or month of the range, answered or not. */
export interface BucketRow {
  readonly kind: 'bucket';
  readonly key: string;
  readonly day: number;
  readonly days: number;
  /** First and last civil date. */
  readonly from: string;
  readonly to: string;
  /** In force on the last day of the bucket. */
  readonly dose: { readonly drug: string; readonly micrograms: number } | null;
  readonly answered: number;
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
  /** In the order of `timeline.symptoms`. */
  readonly symptoms: readonly { readonly median: number | null; readonly max: number | null }[];
  readonly alerts: number;
  readonly notes: number;
}

/** The beginning of a dose step. */
export interface StepRow {
  readonly kind: 'step';
  readonly key: string;
  readonly day: number;
  readonly date: string;
  readonly drug: string;
  readonly micrograms: number;
  readonly previousMicrograms: number | null;
  readonly stepKind: string;
  readonly planned: boolean;
}

/** Every row in the order of time: each step stands before the day, week or month in which it begins. */
export function tableRows(timeline: Timeline): readonly TableRow[] {
  const rows: { row: TableRow; order: number }[] = [];
  for (const { day, days, place } of spans(timeline)) rows.push({ row: bucketRow(timeline, day, days, place), order: day + days - 0.5 });
  timeline.doses.day.forEach((day, place) => {
    if (day < 0 || day >= daysOf(timeline)) return;
    rows.push({
      order: day,
      row: {
        kind: 'step', key: `step-${place}`, day, date: addDays(timeline.from, day), drug: timeline.doses.drug[place] ?? '', micrograms: timeline.doses.micrograms[place] ?? 0,
        previousMicrograms: timeline.doses.previousMicrograms[place] ?? null, stepKind: timeline.doses.kind[place] ?? '', planned: timeline.doses.planned[place] ?? false,
      },
    });
  });
  return rows.sort((left, right) => left.order - right.order).map(({ row }) => row);
}

/** Every day when the timeline is by day, also those without an answer; otherwise the buckets as they come. */
function spans(timeline: Timeline): readonly { readonly day: number; readonly days: number; readonly place: number | null }[] {
  const { day: starts, days } = timeline.buckets;
  if (timeline.resolution !== 'day') return starts.map((day, place) => ({ day, days: days[place] ?? 1, place }));
  const places = new Map(starts.map((day, place) => [day, place]));
  return Array.from({ length: daysOf(timeline) }, (_, day) => ({ day, days: 1, place: places.get(day) ?? null }));
}

function bucketRow(timeline: Timeline, day: number, days: number, place: number | null): BucketRow {
  const { buckets, doses } = timeline;
  const step = stepOn(timeline, day + days - 1);
  const within = (list: readonly number[]): number => list.filter((each) => each >= day && each < day + days).length;
  const of = (column: readonly (number | null)[]): number | null => (place === null ? null : column[place] ?? null);
  return {
    kind: 'bucket', key: `day-${day}`, day, days, from: addDays(timeline.from, day), to: addDays(timeline.from, day + days - 1),
    dose: step === null ? null : { drug: doses.drug[step] ?? '', micrograms: doses.micrograms[step] ?? 0 },
    answered: of(buckets.answered) ?? 0, min: of(buckets.min), median: of(buckets.median), max: of(buckets.max),
    symptoms: timeline.symptoms.map((strip) => ({ median: of(strip.median), max: of(strip.max) })),
    alerts: within(timeline.alerts.day), notes: within(timeline.notes.day),
  };
}
