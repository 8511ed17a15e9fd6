import { divideUp, multiply } from '@evenkeel/kernel';
import { ceilingDays, ceilingPoints } from './check-steps.js';
import type { DoseTrack } from './dose-track.js';

/** From this day on the total may not be below `weight`, until the next point. */
export interface CeilingPoint {
  readonly day: number;
  readonly weight: number;
}

/**
 * The lowest total that the rolling ceiling lets through, day by day, as a line of steps in the unit of the track's
 * weights: three quarters of the largest total of the 14 days before, rounded up. It says what the rule says: a total on
 * or above the line passes, one below it is a breach. Begins with the day after the first dose, where there is something
 * to compare with.
 */
export function ceilingLine(track: DoseTrack): readonly CeilingPoint[] {
  // The largest total of the window can only change when a dose enters it, on the day after, or leaves it.
  const turns = new Set(track.flatMap(({ day }) => [day + 1, day + ceilingDays]));
  const points: CeilingPoint[] = [];
  let known = 0;
  for (const day of [...turns].sort((left, right) => left - right)) {
    while ((track[known]?.day ?? day) < day) known += 1;
    const weight = divideUp(multiply(highestBefore(track, known, day), 10_000 - ceilingPoints), 10_000);
    if (points.at(-1)?.weight !== weight) points.push({ day, weight });
  }
  return points;
}

/** The largest total of the 14 days before a day; `known` counts the doses that began before it. */
function highestBefore(track: DoseTrack, known: number, day: number): number {
  let highest = 0;
  for (let place = known - 1, point = track[place]; point !== undefined; place -= 1, point = track[place]) {
    highest = Math.max(highest, point.weight);
    // This one was already there when the window begins.
    if (point.day <= day - ceilingDays && track[place - 1]?.day !== point.day) break;
  }
  return highest;
}
