import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketOn, dayFacts, eventDays, neighbour, stepDays, stepOn } from './day-facts.js';
import { cutsOf } from './lanes/cuts.js';
import { stepsInside } from './lanes/dose.js';
import { middleLine } from './smooth.js';
import { tableRows } from './table-rows.js';
import { anyTimeline, byDay, dosesOf } from './testing.js';

describe('what holds on a day', () => {
  it('counts the days of a step from one, also of one that began before the range', () => {
    const timeline = byDay(Array.from({ length: 20 }, () => 4), { doses: dosesOf([[-8, 1000], [12, 900]]) });
    expect(dayFacts(timeline, 0).dose).toMatchObject({ micrograms: 1000, dayOfStep: 9 });
    expect(dayFacts(timeline, 12).dose).toMatchObject({ micrograms: 900, dayOfStep: 1 });
    expect(dayFacts(byDay([1], { doses: dosesOf([[5, 900]]) }), 0).dose).toBeNull();
  });

  it('draws both medicines of a switch, calls it no cut, and never tells of one that was left', () => {
    const doses = {
      day: [0, 7, 7, 14, 14], drug: ['clonazepam', 'clonazepam', 'diazepam', 'clonazepam', 'diazepam'], micrograms: [1000, 500, 10_000, 0, 20_000], previousMicrograms: [null, 1000, null, 500, 10_000],
      kind: ['start', 'switch', 'switch', 'switch', 'switch'], planned: [false, false, false, false, false],
    };
    const timeline = byDay(Array.from({ length: 20 }, () => 4), { doses });
    expect(stepsInside(timeline, 20).map(({ from, to, drug, micrograms }) => [from, to, drug, micrograms])).toEqual([
      [0, 7, 'clonazepam', 1000], [7, 14, 'clonazepam', 500], [7, 14, 'diazepam', 10_000], [14, 20, 'diazepam', 20_000],
    ]);
    expect(cutsOf(timeline, 20)).toEqual([]);
    expect([dayFacts(timeline, 3).dose?.drug, dayFacts(timeline, 15).dose]).toEqual(['clonazepam', expect.objectContaining({ drug: 'diazepam', micrograms: 20_000 })]);
  });

  it('finds the step and the bucket as a search through all of them would', () => {
    fc.assert(fc.property(anyTimeline, fc.nat(2200), (timeline, day) => {
      const { doses, buckets } = timeline;
      const latest = doses.day.filter((start) => start <= day).reduce((most, start) => Math.max(most, start), -Infinity);
      expect(stepOn(timeline, day)).toBe(latest === -Infinity ? null : doses.day.indexOf(latest));
      const place = buckets.day.findIndex((start, at) => start <= day && day < start + (buckets.days[at] ?? 0));
      expect(bucketOn(timeline, day)).toBe(place === -1 ? null : place);
    }));
  });

  it('steps from one change or event to the next', () => {
    const alerts = { id: ['a', 'b'], day: [3, 9], tier: ['E1', 'E2'], family: ['x', 'y'], status: ['open', 'open'] };
    const timeline = byDay(Array.from({ length: 20 }, () => 4), { doses: dosesOf([[-8, 1000], [12, 900], [30, 800]]), alerts });
    expect([stepDays(timeline), eventDays(timeline)]).toEqual([[12], [3, 9]]);
    expect([neighbour([3, 9], 3, 'after'), neighbour([3, 9], 3, 'before'), neighbour([3, 9], 12, 'before')]).toEqual([9, null, 9]);
  });

  it('gives every day a row, answered or not, and every step one of its own before its day', () => {
    const timeline = byDay([4, null, 6], { doses: dosesOf([[-3, 1000], [1, 900]]) });
    expect(tableRows(timeline).map((row) => [row.key, row.kind === 'bucket' ? row.median : row.micrograms])).toEqual([['day-0', 4], ['step-1', 900], ['day-1', null], ['day-2', 6]]);
  });

  it('loses no answer, no alert and no note on the way into the table', () => {
    fc.assert(fc.property(anyTimeline.filter((timeline) => timeline.resolution === 'day'), (timeline) => {
      const rows = tableRows(timeline).flatMap((row) => (row.kind === 'bucket' ? [row] : []));
      const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((so, row) => so + of(row), 0);
      expect(sum((row) => row.answered)).toBe(timeline.buckets.answered.reduce((so, each) => so + each, 0));
      expect([sum((row) => row.alerts), sum((row) => row.notes)]).toEqual([timeline.alerts.day.length, timeline.notes.day.length]);
    }), { numRuns: 50 });
  });
});

describe('the middle line', () => {
  it('is the median of seven days and not of the ones before', () => {
    expect(middleLine(byDay([0, 0, 0, 10, 10, 10, 10]))[3]).toEqual([3, 10]);
    expect(middleLine(byDay([1, 2, 9]))).toEqual([[0, 2], [1, 2], [2, 2]]);
  });

  it('needs three of seven days in a week too', () => {
    const week = (answered: number) => ({ ...byDay([4]), to: '2026-01-11', resolution: 'week' as const, buckets: { ...byDay([4]).buckets, days: [7], answered: [answered] } });
    expect([middleLine(week(2)), middleLine(week(3))]).toEqual([[null], [[3, 4]]]);
  });
});
