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
  let now = slots;
  let total = totalOf(slots);
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
