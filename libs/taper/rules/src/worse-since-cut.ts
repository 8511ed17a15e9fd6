import { divideDown, multiply } from '@evenkeel/kernel';
import { addDays } from './calendar-days.js';
import type { LocalDate } from './dose-step.js';

/** One answer to "how bad is it overall", 0 to 10. */
export interface OverallScore {
  readonly on: LocalDate;
  readonly value: number;
}

/** Product default, for a clinician of the organisation to sign: windows in days, the fewest answers in each, and the rise that counts. */
export const worseSinceCut = { beforeDays: 14, leastBefore: 4, afterDays: 7, leastAfter: 3, rise: 2 } as const;

/** Answers from this day on are looked at when the last cut came on `cutOn`. */
export const scoresFrom = (cutOn: LocalDate): LocalDate => addDays(cutOn, -worseSinceCut.beforeDays);

/**
 * Whether the overall score is worse since a cut: the middle answer of the last week since the cut lies two points or more above the
 * middle answer of the two weeks before it. With too few answers on either side nothing is said.
 */
export function isWorseSince(cutOn: LocalDate, scores: readonly OverallScore[], today: LocalDate): boolean {
  const week = addDays(today, 1 - worseSinceCut.afterDays);
  const before = scores.filter(({ on }) => on >= scoresFrom(cutOn) && on < cutOn).map(({ value }) => value);
  const after = scores.filter(({ on }) => on >= week && on >= cutOn && on <= today).map(({ value }) => value);
  if (before.length < worseSinceCut.leastBefore || after.length < worseSinceCut.leastAfter) return false;
  return twiceTheMiddle(after) - twiceTheMiddle(before) >= multiply(worseSinceCut.rise, 2);
}

/** Doubled, so that the middle of an even number of answers is a whole number too. */
function twiceTheMiddle(values: readonly number[]): number {
  const inOrder = [...values].sort((left, right) => left - right);
  return (inOrder[divideDown(inOrder.length, 2)] ?? 0) + (inOrder[divideDown(inOrder.length - 1, 2)] ?? 0);
}
