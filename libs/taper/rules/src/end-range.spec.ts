import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from './calendar-days.js';
import { endRange, reckonedHoldDays } from './end-range.js';
import { laid, plan } from './fixtures.js';
import type { PlanChange } from './plan.js';
import { scheduleOf } from './schedule.js';

const tapering = (everyDays: number) => laid(plan({
  phases: [
    { method: 'gradual', medicine: 'clonazepam', cut: { by: 'percent', points: 1000 }, everyDays, waitDays: everyDays, untilUg: 125, from: 'evenly' },
    { method: 'final-stop', floorUg: 125, waitDays: everyDays },
  ],
}));

describe('the dates between which a plan may end', () => {
  it('are the planned one and the one with a hold of four weeks in every year', () => {
    const schedule = scheduleOf(tapering(28));
    const days = daysBetween('2027-01-04', schedule.endsOn ?? '');
    expect(days).toBe(224);
    expect(endRange(schedule, '2027-01-04')).toEqual({ earliest: '2027-08-16', withHolds: '2027-09-13', holds: 1 });
  });

  it('are those of a schedule in which the first four weeks of every year are held', () => {
    fc.assert(fc.property(fc.integer({ min: 14, max: 180 }), fc.integer({ min: 0, max: 100 }), (everyDays, later) => {
      const plan = tapering(everyDays);
      const from = addDays(plan.plan.startsOn, later);
      const range = endRange(scheduleOf(plan), from);
      expect(range).not.toBeNull();
      const holds = Array.from({ length: range?.holds ?? 0 }, (_, year): PlanChange => ({ kind: 'hold', on: addDays(from, 365 * year), days: reckonedHoldDays }));
      expect(scheduleOf(plan, holds).endsOn).toBe(range?.withHolds);
      // One hold fewer leaves a year that begins without one; one more would begin after the end.
      expect(addDays(from, 365 * ((range?.holds ?? 0) - 1)) < (range?.withHolds ?? '')).toBe(true);
      expect(addDays(from, 365 * (range?.holds ?? 0)) >= (range?.withHolds ?? '')).toBe(true);
    }));
  });

  it('are none while the plan is held without an end, and none after the end', () => {
    const plan = tapering(28);
    expect(endRange(scheduleOf(plan, [{ kind: 'hold', on: '2027-02-01', days: null }]), '2027-02-01')).toBeNull();
    expect(endRange(scheduleOf(plan), '2027-08-16')).toBeNull();
    expect(endRange(scheduleOf(plan), '2027-08-15')).toMatchObject({ holds: 1 });
  });
});
