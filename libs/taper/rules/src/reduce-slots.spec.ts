import { describe, expect, it } from '@jest/globals';
import type { MedicineCode, Product } from '@evenkeel/medicines-rules';
import fc from 'fast-check';
import { totalOf, type SlotAmounts } from './day-dose.js';
import { doseSlots } from './dose-step.js';
import { known } from './fixtures.js';
import { doseMaker, type DoseMaker } from './make-dose.js';
import { reduceSlots } from './reduce-slots.js';
import type { CutFrom } from './plan.js';

const maker = (medicine: MedicineCode, ...codes: readonly string[]) => doseMaker(medicine, codes.map((code) => known.get(code) as Product));
const quarters = maker('clonazepam', 'clonazepam-tablet-500');
const marks = maker('clonazepam', 'clonazepam-liquid-100');
const capsules = maker('oxazepam', 'oxazepam-capsule-10000', 'oxazepam-capsule-15000');
const slots = (morning: number, midday: number, evening: number, night: number): SlotAmounts => ({ morning, midday, evening, night });

describe('a day is taken down towards a total', () => {
  it.each<[string, SlotAmounts, number, CutFrom, SlotAmounts]>([
    ['the largest slot first', slots(500, 0, 0, 1000), 1375, 'evenly', slots(500, 0, 0, 875)],
    ['among equals the night dose last', slots(500, 500, 0, 500), 1250, 'evenly', slots(375, 375, 0, 500)],
    ['not below the total by a single microgram', slots(0, 0, 0, 1000), 876, 'evenly', slots(0, 0, 0, 1000)],
    ['exactly to it', slots(0, 0, 0, 1000), 875, 'evenly', slots(0, 0, 0, 875)],
    ['the named slot until it is empty, then the next', slots(250, 0, 0, 500), 375, ['morning', 'night'], slots(0, 0, 0, 375)],
    ['slots that are not named last', slots(250, 250, 0, 0), 250, ['midday'], slots(250, 0, 0, 0)],
  ])('%s', (_, before, target, from, expected) => { expect(reduceSlots(before, target, quarters, from, false)).toEqual({ slots: expected, coarserThanAsked: false }); });

  it('takes the smallest cut there is when it has to, and says so', () => {
    expect(reduceSlots(slots(0, 0, 0, 1000), 999, quarters, 'evenly', true)).toEqual({ slots: slots(0, 0, 0, 875), coarserThanAsked: true });
    expect(reduceSlots(slots(30_000, 0, 0, 10_000), 39_000, capsules, 'evenly', true)).toEqual({ slots: slots(25_000, 0, 0, 10_000), coarserThanAsked: true });
    expect(reduceSlots(slots(0, 0, 0, 1000), 999, marks, 'evenly', true)).toEqual({ slots: slots(0, 0, 0, 999), coarserThanAsked: false });
  });

  it('raises nothing, stays above the total, makes every slot, and leaves no cut that would still fit', () => {
    const ug = fc.integer({ min: 0, max: 8 }).map((count) => count * 250);
    fc.assert(fc.property(fc.constantFrom(quarters, marks), ug, ug, ug, ug, fc.integer({ min: 0, max: 3000 }), fc.oneof(fc.constant('evenly' as const), fc.shuffledSubarray([...doseSlots])), (one, morning, midday, evening, night, target, from) => {
      const before = slots(morning, midday, evening, night);
      const after = reduceSlots(before, target, one, from, false).slots;
      expect(totalOf(after)).toBeGreaterThanOrEqual(Math.min(target, totalOf(before)));
      for (const slot of doseSlots) {
        expect(after[slot]).toBeLessThanOrEqual(before[slot]);
        expect(one.make(after[slot])).not.toBeNull();
        if (from === 'evenly' && after[slot] > 0 && totalOf(before) > target) expect(totalOf(after) - (after[slot] - one.below(after[slot]))).toBeLessThan(target);
      }
    }), { numRuns: 200 });
  });
});

describe('which slot is cut', () => {
  it('among equal cuts that have to be made the one of the morning', () => {
    expect(reduceSlots(slots(500, 0, 0, 500), 999, quarters, 'evenly', true)).toEqual({ slots: slots(375, 0, 0, 500), coarserThanAsked: true });
  });

  it('none as long as only all of it could be left out, because nothing can be made', () => {
    expect(reduceSlots(slots(0, 0, 0, 1000), 900, maker('clonazepam'), 'evenly', false)).toEqual({ slots: slots(0, 0, 0, 1000), coarserThanAsked: false });
  });

  it('of all that are taken the one with the smallest cut, when one has to be made', () => {
    // A shelf on which the larger dose has the larger gap below it.
    const gaps: Readonly<Record<number, number>> = { 1000: 600, 600: 0, 500: 400, 400: 0 };
    const uneven: DoseMaker = {
      medicine: 'clonazepam', below: (ug) => gaps[ug] ?? 0, above: (ug) => (ug < 400 ? 400 : ug < 500 ? 500 : ug < 600 ? 600 : 1000), make: (ug) => (ug === 0 || ug in gaps ? { amounts: [], splits: 0, units: 0 } : null),
    };
    expect(reduceSlots(slots(1000, 500, 0, 0), 1499, uneven, 'evenly', true)).toEqual({ slots: slots(1000, 400, 0, 0), coarserThanAsked: true });
  });

  it('no other one while the named one is not empty, even if the other could be cut', () => {
    expect(reduceSlots(slots(10_000, 0, 0, 15_000), 20_000, capsules, ['morning'], false)).toEqual({ slots: slots(10_000, 0, 0, 15_000), coarserThanAsked: false });
    expect(reduceSlots(slots(10_000, 0, 0, 15_000), 20_000, capsules, ['morning', 'night'], false)).toEqual({ slots: slots(10_000, 0, 0, 15_000), coarserThanAsked: false });
    expect(reduceSlots(slots(10_000, 0, 0, 15_000), 24_000, capsules, ['night'], true)).toEqual({ slots: slots(10_000, 0, 0, 10_000), coarserThanAsked: true });
  });

  it.each<[string, SlotAmounts, number, CutFrom, SlotAmounts]>([
    ['two large ones come down together, and both before a small one', slots(1000, 0, 1000, 250), 1500, 'evenly', slots(625, 0, 625, 250)],
    ['a large one comes down to the next, then both', slots(1000, 500, 0, 0), 750, 'evenly', slots(375, 375, 0, 0)],
    ['several are emptied in the order that was named', slots(500, 500, 500, 500), 625, ['evening', 'morning'], slots(0, 125, 0, 500)],
    ['to nothing at all', slots(500, 0, 250, 500), 0, 'evenly', slots(0, 0, 0, 0)],
  ])('%s', (_, before, target, from, expected) => {
    expect(reduceSlots(before, target, quarters, from, false).slots).toEqual(expected);
    expect(reduceSlots(before, target, marks, from, false).slots).toEqual(expected);
  });
});
