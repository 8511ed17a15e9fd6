import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterCareOf } from './after-care.js';
import { preview } from './occurrence.js';

describe('check-ins after the last dose', () => {
  it('are daily to day 30, weekly to week 12, then in months 4, 5, 6, 9 and 12', () => {
    expect(afterCareOf('2026-03-31')).toEqual([
      { startsOn: '2026-04-01', endsOn: '2026-04-30', everyDays: 1 }, { startsOn: '2026-05-05', endsOn: '2026-06-23', everyDays: 7 },
      ...['2026-07-31', '2026-08-31', '2026-09-30', '2026-12-31', '2027-03-31'].map((on) => ({ startsOn: on, endsOn: on, everyDays: 1 })),
    ]);
  });

  it('take the last day of a month that has no such day', () => {
    expect(afterCareOf('2023-10-31').slice(2).map(({ startsOn }) => startsOn)).toEqual(['2024-02-29', '2024-03-31', '2024-04-30', '2024-07-31', '2024-10-31']);
  });

  it('are 43 in all, in order, none on the same day as another, the last within a year', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (at) => {
      const last = at.toISOString().slice(0, 10);
      const days = afterCareOf(last).flatMap((stretch) => preview({ ...stretch, localTime: '09:00', zone: 'Europe/Madrid', windowMinutes: 720, remindAfterMinutes: null }, 60).map(({ localDate }) => localDate));
      expect(days).toHaveLength(43);
      expect(days).toEqual([...new Set(days)].sort());
      expect(days.every((day) => day > last)).toBe(true);
    }), { numRuns: 200 });
  });
});
