import { describe, expect, it } from '@jest/globals';
import { addDays, dateOfDay, dayNumber } from './calendar-days.js';
import { ceilingLine } from './ceiling-line.js';
import { day } from './fixtures.js';
import { dropsOver, trackOf } from './dose-track.js';

const start = '2027-01-04';
const track = (...doses: readonly (readonly [after: number, ug: number])[]) =>
  trackOf(doses.map(([after, ug]) => ({ startsOn: addDays(start, after), dose: day({ clonazepam: { night: ug } }) })), new Map([['clonazepam', 1]] as const));

describe('a track of doses', () => {
  it('is in the order of dates, and two of one date stay in the order given', () => {
    expect(track([20, 700], [0, 1000], [10, 900], [10, 800]).map(({ weight }) => weight)).toEqual([1000, 900, 800, 700]);
  });
});

describe('a date as a number of days', () => {
  it.each(['0999-12-31', '1970-01-01', '2028-02-29', '2100-03-01'])('%s and back', (date) => { expect(dateOfDay(dayNumber(date))).toBe(date); });
});

describe('two doses of one date', () => {
  const hidden = track([0, 1000], [0, 500], [20, 400]);
  it('neither hides the other from the ceiling: the larger one counts', () => {
    expect(dropsOver(hidden, 14, 2500)).toEqual([{ place: 1, highest: 1000, weight: 500, points: 5000 }, { place: 2, highest: 1000, weight: 400, points: 6000 }]);
    expect(dropsOver(track([0, 500], [0, 1000], [20, 400]), 14, 2500)).toMatchObject([{ highest: 1000, weight: 400 }]);
  });
  it('nor from the line that is drawn of it', () => {
    expect(ceilingLine(hidden).map(({ day: on, weight }) => [on - dayNumber(start), weight])).toEqual([[1, 750], [34, 300]]);
  });
});

describe('what the window sees', () => {
  it.each([[13, 1], [14, 0]])('a dose that was left %i days ago: %i drops', (days, drops) => {
    expect(dropsOver(track([0, 1000], [10, 800], [10 + days, 650]), 14, 2500)).toHaveLength(drops);
  });
  it('the dose that held when it begins, however long ago that one began, and nothing before it', () => {
    expect(dropsOver(track([0, 2000], [1, 1000], [365, 750]), 14, 2500)).toMatchObject([{ place: 1 }]);
    expect(dropsOver(track([1, 1000], [365, 749]), 14, 2500)).toEqual([{ place: 1, highest: 1000, weight: 749, points: 2510 }]);
  });
});
