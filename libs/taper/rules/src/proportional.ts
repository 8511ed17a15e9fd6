import type { BasisPoints, Micrograms } from './dose-step.js';

/**
 * How many proportional cuts lead from a dose to the floor or below, without any rounding in between:
 * the smallest k for which start x (1 - p)^k is at most the floor. Throws for a share outside 1 to 9999.
 */
export function cutsToFloor(startUg: Micrograms, floorUg: Micrograms, points: BasisPoints): number {
  const kept = BigInt(keptOf(points));
  let [dose, floor, cuts] = [BigInt(startUg), BigInt(floorUg), 0];
  if (floor < 1n) throw new RangeError('A proportional taper never comes to zero: the floor is 1 microgram or more');
  while (dose > floor) {
    dose *= kept;
    floor *= 10_000n;
    cuts += 1;
  }
  return cuts;
}

/** Millionths of the dose that go each day when so much has gone after so many days, to the nearest: 1 - (1 - P)^(1/n). */
export function dailyShare(points: BasisPoints, days: number): number {
  const scale = 1_000_000_000n;
  const aim = BigInt(keptOf(points)) * scale ** BigInt(days);
  let [low, high] = [0n, scale];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(days) * 10_000n <= aim) low = middle;
    else high = middle - 1n;
  }
  return Number((scale - low + 500n) / 1000n);
}

function keptOf(points: BasisPoints): number {
  if (!Number.isSafeInteger(points) || points < 1 || points > 9999) throw new RangeError('A share is 1 to 9999 ten-thousandths');
  return 10_000 - points;
}
