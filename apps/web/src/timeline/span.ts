import { addDays, daysBetween } from '@evenkeel/timeline-scene';

/** How much of a record is on the screen. */
export const spans = ['six-weeks', 'three-months', 'year', 'all'] as const;

export type Span = (typeof spans)[number];

const daysIn: Readonly<Record<Exclude<Span, 'all'>, number>> = { 'six-weeks': 42, 'three-months': 92, year: 366 };

/** What the reader looks at: so much, ending on this date; `null` for an end that moves along with today. */
export interface View {
  readonly span: Span;
  readonly end: string | null;
}

/** What is known of the record once the server has answered: its first date, and today where the patient lives. */
export interface Known {
  readonly recordFrom: string | null;
  readonly today: string;
}

export interface Asked {
  readonly from: string | null;
  readonly to: string | null;
}

export const firstView: View = { span: 'six-weeks', end: null };

/** The dates to ask for. Before anything is known the server decides: six weeks up to today. */
export function askFor({ span, end }: View, known: Known | null): Asked {
  if (known === null) return { from: null, to: null };
  const last = end ?? known.today;
  if (span === 'all') return { from: earlier(known.recordFrom ?? addDays(last, -41), last), to: end };
  return { from: addDays(last, 1 - daysIn[span]), to: end };
}

/** The same span, moved by its own length; `null` where there is nothing more on that side. */
export function moved(view: View, known: Known, direction: 'earlier' | 'later'): View | null {
  if (view.span === 'all') return null;
  const last = view.end ?? known.today;
  const days = daysIn[view.span];
  if (direction === 'later') {
    if (view.end === null) return null;
    const next = addDays(last, days);
    return { ...view, end: next >= known.today ? null : next };
  }
  const first = addDays(last, 1 - days);
  return known.recordFrom !== null && known.recordFrom < first ? { ...view, end: addDays(first, -1) } : null;
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

/** A chosen date as a day of what is shown, kept inside of it; the last day when none was chosen. */
export function dayOf(date: string | null, shown: { readonly from: string; readonly to: string }): number {
  const last = daysBetween(shown.from, shown.to);
  return date === null ? last : Math.max(0, Math.min(last, daysBetween(shown.from, date)));
}
