import { divideDown } from '@evenkeel/kernel';
import type { DoseSlot, Micrograms } from './dose-step.js';
import { doseSlots } from './dose-step.js';
import { totalOf, type SlotAmounts } from './day-dose.js';
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
  let now = from === 'evenly' ? levelled(slots, target, maker) : emptied(slots, target, maker, from);
  let total = totalOf(now);
  for (;;) {
    const cut = nextCuts(now, maker, from).find(({ by }) => total - by >= target);
    if (cut === undefined) break;
    now = { ...now, [cut.slot]: now[cut.slot] - cut.by };
    total -= cut.by;
  }
  if (!force || total < totalOf(slots)) return { slots: now, coarserThanAsked: false };
  const [first, ...others] = nextCuts(now, maker, from);
  if (first === undefined) return { slots: now, coarserThanAsked: false };
  const smallest = others.reduce((so, cut) => (cut.by < so.by ? cut : so), first);
  return { slots: { ...now, [smallest.slot]: now[smallest.slot] - smallest.by }, coarserThanAsked: true };
}

/** The smallest makeable dose that is not below this one; `atMost` when there is none up to it. */
function notBelow(ug: Micrograms, atMost: Micrograms, maker: DoseMaker): Micrograms {
  if (ug <= 0) return 0;
  return Math.min(atMost, maker.make(ug) !== null ? ug : (maker.above(ug) ?? atMost));
}

/** Takes the largest slots down together in long strides, as far as whole shares allow; what remains is for small cuts. */
function levelled(slots: SlotAmounts, target: Micrograms, maker: DoseMaker): SlotAmounts {
  let now = slots;
  for (;;) {
    const largest = Math.max(...doseSlots.map((slot) => now[slot]));
    const level = doseSlots.filter((slot) => now[slot] === largest);
    const next = Math.max(0, ...doseSlots.map((slot) => now[slot]).filter((ug) => ug < largest));
    const share = Math.min(largest - next, divideDown(Math.max(0, totalOf(now) - target), level.length));
    const lower = notBelow(largest - share, largest, maker);
    if (largest === 0 || lower === largest) return now;
    now = { ...now, ...Object.fromEntries(level.map((slot) => [slot, lower])) };
  }
}

/** Takes slots down one after the other, each in one stride. */
function emptied(slots: SlotAmounts, target: Micrograms, maker: DoseMaker, order: readonly DoseSlot[]): SlotAmounts {
  let now = slots;
  for (const slot of new Set([...order, ...doseSlots])) {
    now = { ...now, [slot]: notBelow(now[slot] - Math.max(0, totalOf(now) - target), now[slot], maker) };
    if (now[slot] > 0) return now;
  }
  return now;
}

interface SlotCut {
  readonly slot: DoseSlot;
  readonly by: Micrograms;
}

/** The smallest cut of each slot that may be cut now, the one to be taken first in front. */
function nextCuts(slots: SlotAmounts, maker: DoseMaker, from: CutFrom): readonly SlotCut[] {
  const taken = doseSlots.filter((slot) => slots[slot] > 0);
  if (from !== 'evenly') {
    const slot = [...from, ...doseSlots].find((each) => slots[each] > 0);
    return slot === undefined ? [] : [cutOf(slot, slots, maker)];
  }
  // Sorting keeps the order of the day among equals, so that the night dose, which carries sleep, goes last.
  return taken.sort((left, right) => slots[right] - slots[left]).map((slot) => cutOf(slot, slots, maker));
}

const cutOf = (slot: DoseSlot, slots: SlotAmounts, maker: DoseMaker): SlotCut => ({ slot, by: slots[slot] - maker.below(slots[slot]) });
