import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayNumber } from './calendar-days.js';
import { ceilingLine } from './ceiling-line.js';
import { ceilingDays, ceilingPoints } from './check-steps.js';
import { doseOf, emptySlots } from './day-dose.js';
import { dropsOver, trackOf } from './dose-track.js';

const from = '2027-01-04';
const weights = new Map([['clonazepam', 1] as const]);
const track = (doses: readonly (readonly [after: number, ug: number])[]) =>
  trackOf(doses.map(([after, ug]) => ({ startsOn: addDays(from, after), dose: ug === 0 ? [] : [doseOf('clonazepam', { ...emptySlots, night: ug })] })), weights);

describe('the ceiling line', () => {
  it('lies a quarter below the largest total of the 14 days before', () => {
    const line = ceilingLine(track([[0, 1000], [28, 750], [56, 563]]));
    expect(line.map(({ day, weight }) => [day - dayNumber(from), weight])).toEqual([[1, 750], [42, 563], [70, 423]]);
  });

  it('rises on the day after a raise and falls when the window has passed', () => {
    const line = ceilingLine(track([[0, 1000], [10, 2000], [12, 1000]]));
    expect(line.map(({ day, weight }) => [day - dayNumber(from), weight])).toEqual([[1, 750], [11, 1500], [26, 750]]);
  });

  it('is nothing before there is a dose', () => {
    expect(ceilingLine([])).toEqual([]);
  });

  it('is above a dose exactly where the rule finds a breach', () => {
    const doses = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2000 })), { minLength: 2, maxLength: 30 });
    fc.assert(fc.property(doses, (gaps) => {
      let after = 0;
      const points = track(gaps.map(([gap, ug]) => [(after += gap), ug]));
      const line = ceilingLine(points);
      const at = (day: number): number => line.findLast((point) => point.day <= day)?.weight ?? 0;
      const below = points.flatMap(({ day, weight }, place) => (weight < at(day) ? [place] : []));
      expect(below).toEqual(dropsOver(points, ceilingDays, ceilingPoints).map(({ place }) => place));
    }));
  });
});
