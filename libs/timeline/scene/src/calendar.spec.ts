import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, firstOfMonth } from './calendar.js';

describe('civil dates', () => {
  it('goes there and back, over leap years and the nights in which clocks change', () => {
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 40_000 }), (days) => expect(daysBetween('2026-03-01', addDays('2026-03-01', days))).toBe(days)));
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('finds the first of a month before and after', () => {
    expect([firstOfMonth('2026-01-31', 1), firstOfMonth('2026-01-31', -1), firstOfMonth('2026-12-01', 13)]).toEqual(['2026-02-01', '2025-12-01', '2028-01-01']);
  });
});
