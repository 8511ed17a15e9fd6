import { divideDown } from '@evenkeel/kernel';
import { doseSlots, type Micrograms } from './dose-step.js';
import type { SlotAmounts } from './day-dose.js';
import type { DoseMaker } from './make-dose.js';
import type { CutFrom } from './plan.js';

export interface ReducedSlots {
  readonly slots: SlotAmounts;
  /** The smallest cut that can be made at all was larger than the one asked for. */
  readonly coarserThanAsked: boolean;
}

/**
 * Takes slots down towards a total without going below it, in cuts that can be made. Nothing is ever raised. When not
 * even the smallest makeable cut stays at or above the total, `force` takes that smallest cut all the same and says so;
 * without it the slots stay as they are.
 */
export function reduceSlots(slots: SlotAmounts, target: Micrograms, maker: DoseMaker, from: CutFrom, force: boolean): ReducedSlots {
  const before = doseSlots.map((slot) => slots[slot]);
  const now = [...before];
  const order = from === 'evenly' ? null : [...new Set([...from, ...doseSlots])].map((slot) => doseSlots.indexOf(slot));
  if (order === null) level(now, target, maker);
  else empty(now, target, maker, order);
  while (cutOnce(now, target, maker, order)) continue;
  if (!force || sum(now) < sum(before)) return { slots: named(now), coarserThanAsked: false };
  const places = cuttable(now, order);
  const smallest = places.reduce((so, place) => (cutOf(now, place, maker) < cutOf(now, so, maker) ? place : so), places[0] ?? 0);
  now[smallest] = maker.below(at(now, smallest));
  return { slots: named(now), coarserThanAsked: true };
}

type Day = number[];

const at = (day: Day, place: number): Micrograms => day[place] ?? 0;
const sum = (day: Day): Micrograms => at(day, 0) + at(day, 1) + at(day, 2) + at(day, 3);
const named = (day: Day): SlotAmounts => ({ morning: at(day, 0), midday: at(day, 1), evening: at(day, 2), night: at(day, 3) });
const cutOf = (day: Day, place: number, maker: DoseMaker): Micrograms => at(day, place) - maker.below(at(day, place));

/** Slots that may be cut now, the one to be cut first in front. */
function cuttable(day: Day, order: readonly number[] | null): readonly number[] {
  if (order !== null) return order.filter((place) => at(day, place) > 0).slice(0, 1);
  // Sorting keeps the order of the day among equals, so that the night dose, which carries sleep, goes last.
  return [0, 1, 2, 3].filter((place) => at(day, place) > 0).sort((left, right) => at(day, right) - at(day, left));
}

/** One smallest cut that stays at or above the total; `false` when there is none. */
function cutOnce(day: Day, target: Micrograms, maker: DoseMaker, order: readonly number[] | null): boolean {
  const room = sum(day) - target;
  for (const place of cuttable(day, order)) {
    const lower = maker.below(at(day, place));
    if (at(day, place) - lower > room) continue;
    day[place] = lower;
    return true;
  }
  return false;
}

/** The smallest makeable dose that is not below this one; `atMost` when there is none up to it. */
function notBelow(ug: Micrograms, atMost: Micrograms, maker: DoseMaker): Micrograms {
  if (ug <= 0) return 0;
  return Math.min(atMost, maker.make(ug) !== null ? ug : (maker.above(ug) ?? atMost));
}

/** Takes the largest slots down together in long strides, as far as whole shares allow; what remains is for small cuts. */
function level(day: Day, target: Micrograms, maker: DoseMaker): void {
  for (;;) {
    let [largest, next, count] = [0, 0, 0];
    for (const ug of day) {
      if (ug > largest) [largest, next, count] = [ug, largest, 1];
      else if (ug === largest) count += 1;
      else next = Math.max(next, ug);
    }
    const share = Math.min(largest - next, divideDown(Math.max(0, sum(day) - target), count));
    if (largest === 0 || share === 0) return;
    const lower = notBelow(largest - share, largest, maker);
    if (lower === largest) return;
    day.forEach((ug, place) => { if (ug === largest) day[place] = lower; });
  }
}

/** Takes slots down one after the other, each in one stride. */
function empty(day: Day, target: Micrograms, maker: DoseMaker, order: readonly number[]): void {
  for (const place of order) {
    day[place] = notBelow(at(day, place) - Math.max(0, sum(day) - target), at(day, place), maker);
    if (at(day, place) > 0) return;
  }
}
