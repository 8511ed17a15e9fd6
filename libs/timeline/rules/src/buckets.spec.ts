import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketsOf } from './buckets.js';
import { dateOf, dayNumber } from './calendar.js';
import { foldMonth, type Score } from './month.js';
import { bucketStarts, daysOf, rangeOf, resolutionFor } from './range.js';

const range = { from: '2026-01-01', to: '2026-01-31' };
const score = (day: number, question: string, value: number): Score => ({ date: dateOf(dayNumber('2026-01-01') + day), question, value });
const of = (scores: readonly Score[], resolution: 'day' | 'week' | 'month', today = '2026-02-20') => bucketsOf([foldMonth('2026-01-01', scores)], range, resolution, today);

describe('buckets', () => {
  it('keep the lowest, the quartiles, the middle and the highest, and how many days were answered', () => {
    const { buckets } = of([score(0, 'overall', 2), score(0, 'overall', 4), score(3, 'overall', 10), score(30, 'overall', 0)], 'month');
    expect(buckets).toEqual({ day: [0], days: [31], answered: [3], min: [0], p25: [1.5], median: [3], p75: [5.5], max: [10] });
  });

  it('leave missing days missing', () => {
    const { buckets } = of([score(1, 'overall', 0)], 'day');
    expect(buckets.median.slice(0, 3)).toEqual([null, 0, null]);
    expect(buckets.answered.slice(0, 3)).toEqual([0, 1, 0]);
  });

  it('are ISO weeks of the calendar, cut at the ends of the range', () => {
    // 1 January 2026 was a Thursday.
    expect(bucketStarts(range, 'week')).toEqual([0, 4, 11, 18, 25]);
    expect(of([], 'week').buckets.days).toEqual([4, 7, 7, 7, 6]);
  });

  it('do not count days that have not come', () => {
    expect(of([], 'week', '2026-01-06').buckets.days).toEqual([4, 2, 0, 0, 0]);
  });

  it('cover every day of any range once', () => {
    fc.assert(fc.property(fc.integer({ min: -30_000, max: 30_000 }), fc.nat(1500), fc.constantFrom('day' as const, 'week' as const, 'month' as const), (start, length, resolution) => {
      const any = { from: dateOf(start), to: dateOf(start + length) };
      const starts = bucketStarts(any, resolution);
      expect(starts[0]).toBe(0);
      expect([...starts].sort((a, b) => a - b)).toEqual(starts);
      for (const at of starts.slice(1)) {
        const date = dateOf(start + at);
        if (resolution === 'week') expect(new Date(`${date}T00:00:00Z`).getUTCDay()).toBe(1);
        if (resolution === 'month') expect(date.endsWith('-01')).toBe(true);
      }
      expect(bucketsOf([], any, resolution, any.to).buckets.days.reduce((sum, days) => sum + days, 0)).toBe(daysOf(any));
    }));
  });
});

describe('symptom strips', () => {
  it('take the highest level of a day and the middle of the days', () => {
    const { symptoms } = of([score(0, 'symptom.tremor', 1), score(0, 'symptom.tremor', 3), score(1, 'symptom.tremor', 0)], 'month');
    expect(symptoms).toEqual([{ code: 'tremor', median: [1.5], max: [3] }]);
  });

  it('begin with the three that were named last, then go by change within the range', () => {
    const early = [['headache', 3], ['nausea', 1], ['insomnia', 1]] as const;
    const late = [['headache', 0], ['nausea', 1], ['insomnia', 2]] as const;
    const { symptoms } = of([
      ...early.map(([code, level]) => score(2, `symptom.${code}`, level)), ...late.map(([code, level]) => score(20, `symptom.${code}`, level)),
      score(30, 'symptom.anxiety', 1), score(30, 'symptom.akathisia', 2), score(29, 'symptom.tremor', 3),
    ], 'week');
    expect(symptoms.map(({ code }) => code)).toEqual(['akathisia', 'anxiety', 'tremor', 'headache', 'insomnia', 'nausea']);
  });

  it('never turn silence into a level', () => {
    const { symptoms } = of([score(9, 'symptom.tremor', 0)], 'day');
    expect(symptoms[0]?.max.filter((level) => level !== null)).toEqual([0]);
  });
});

describe('the resolution', () => {
  it.each([
    ['nine months on a desktop', 270, 945, 'day'], ['one more day does not fit', 271, 945, 'week'], ['thirteen weeks on a phone', 91, 320, 'day'],
    ['five years on a desktop', 1826, 945, 'week'], ['five years on a phone', 1826, 320, 'month'], ['nothing fits', 3660, 1, 'month'],
  ])('%s', (_, days, pixels, expected) => {
    expect(resolutionFor({ from: dateOf(dayNumber('2026-06-30') - days + 1), to: '2026-06-30' }, pixels)).toBe(expected);
  });
});

describe('the range', () => {
  it('is the last six weeks when nobody says otherwise', () => {
    expect(rangeOf(null, null, '2026-03-02')).toEqual({ from: '2026-01-20', to: '2026-03-02' });
    expect(rangeOf(null, '2025-03-02', '2026-03-02')).toEqual({ from: '2025-01-20', to: '2025-03-02' });
  });
  it('may end after today, so that planned steps are seen', () => {
    expect(rangeOf('2026-03-01', '2026-04-01', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-04-01' });
    expect(rangeOf('2026-03-05', null, '2026-03-02')).toEqual({ from: '2026-03-05', to: '2026-03-05' });
  });
  it('is turned when its ends are, cut when it is endless, and nothing when it is no date', () => {
    expect(rangeOf('2026-03-09', '2026-03-01', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-09' });
    const long = rangeOf('1800-01-01', '2026-03-01', '2026-03-02');
    expect(long === null ? 0 : daysOf(long)).toBe(3660);
    expect(rangeOf('2026-02-30', null, '2026-03-02')).toBeNull();
  });
});
