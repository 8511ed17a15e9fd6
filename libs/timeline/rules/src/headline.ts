import { dayNumber } from './calendar.js';
import { daysOf } from './range.js';
import type { Timeline } from './timeline.js';

/** What a sentence above the chart can say. Facts only: nothing here explains one by another. */
export interface Headline {
  readonly from: string;
  readonly to: string;
  /** Dose at the beginning of the range and at its end, or today if the range goes on after it; `null` if not shared. */
  readonly dose: { readonly drug: string; readonly from: number; readonly to: number } | null;
  /** Middle overall score of the first half of the range and of the second; `null` where nothing was answered. */
  readonly middle: { readonly earlier: number | null; readonly now: number | null };
  /** Days with an overall score, of the days of the range that have come. */
  readonly answered: number;
  readonly days: number;
}

/**
 * The facts of a timeline, from the columns that the chart and the table show: sentence and picture cannot differ. By
 * week or month the middle is that of the buckets' middles.
 */
export function headlineOf(timeline: Timeline): Headline {
  const { from, to, buckets, shared } = timeline;
  const half = daysOf(timeline) / 2;
  const middleOf = (early: boolean): number | null =>
    middle(buckets.median.filter((value, place): value is number => value !== null && (buckets.day[place] ?? 0) < half === early));
  const sum = (list: readonly number[]): number => list.reduce((so, each) => so + each, 0);
  return {
    from, to, dose: shared.includes('dose') ? doseOf(timeline) : null,
    middle: { earlier: middleOf(true), now: middleOf(false) }, answered: sum(buckets.answered), days: sum(buckets.days),
  };
}

function doseOf({ doses, from, to }: Timeline): Headline['dose'] {
  const last = dayNumber(to) - dayNumber(from);
  const taken = doses.day.flatMap((day, place) => (doses.planned[place] === true || day > last ? [] : [place]));
  // Of the last day on which a step began, what is still taken; and the first step of that same medicine.
  const lastDay = taken.reduce((latest, place) => Math.max(latest, doses.day[place] ?? latest), Number.NEGATIVE_INFINITY);
  const current = taken.filter((place) => doses.day[place] === lastDay);
  const end = current.find((place) => (doses.micrograms[place] ?? 0) > 0) ?? current[0];
  const begin = taken.find((place) => doses.drug[place] === doses.drug[end ?? -1]);
  if (begin === undefined || end === undefined) return null;
  return { drug: doses.drug[end] ?? '', from: doses.micrograms[begin] ?? 0, to: doses.micrograms[end] ?? 0 };
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
