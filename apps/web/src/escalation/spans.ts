/** A length of time in the largest words that stay useful: minutes under an hour, hours and minutes under a day, days above. */
export type Span =
  | { readonly kind: 'now' }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'days'; readonly days: number };

/** Whole minutes, rounded down: what is open "38 min" has been open at least that long. */
export function spanSince(from: number, now: number): Span {
  return spanOf(Math.floor(Math.max(0, now - from) / 60_000));
}

/** Whole minutes, rounded up: what happens "in 4 min" does not happen later than that. `now` when it is due. */
export function spanUntil(to: number, now: number): Span {
  return spanOf(Math.ceil(Math.max(0, to - now) / 60_000));
}

function spanOf(minutes: number): Span {
  if (minutes < 1) return { kind: 'now' };
  if (minutes < 60) return { kind: 'minutes', minutes };
  if (minutes < 24 * 60) return { kind: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return { kind: 'days', days: Math.floor(minutes / (24 * 60)) };
}
