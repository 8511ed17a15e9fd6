import { describe, expect, it } from '@jest/globals';
import { isWorseSince, scoresFrom } from './worse-since-cut.js';

const cut = '2027-02-01';
const today = '2027-02-10';
const on = (dates: readonly string[], value: number) => dates.map((date) => ({ on: date, value }));
const before = on(['2027-01-18', '2027-01-22', '2027-01-26', '2027-01-31'], 3);
const after = (value: number) => on(['2027-02-06', '2027-02-08', '2027-02-10'], value);

describe('whether the overall score is worse since a cut', () => {
  it('looks back two weeks from the cut', () => expect(scoresFrom(cut)).toBe('2027-01-18'));

  it.each([
    ['two points up', [...before, ...after(5)], true],
    ['one point up', [...before, ...after(4)], false],
    ['better', [...before, ...after(1)], false],
    ['too few answers before', [...before.slice(1), ...after(9)], false],
    ['too few answers since', [...before, ...after(9).slice(1)], false],
    ['an answer from before the two weeks does not count', [...before.slice(1), ...on(['2027-01-17'], 3), ...after(9)], false],
    ['the answer of the day of the cut is one since, not one before', [...before.slice(1), ...on(['2027-02-01'], 3), ...after(9)], false],
    ['the first bad days are over by the last week', [...before, ...on(['2027-02-01', '2027-02-02', '2027-02-03'], 10), ...after(4)], false],
    ['one bad day among three', [...before, ...after(3).slice(1), ...on(['2027-02-09'], 10)], false],
    ['the first day of the last week counts', [...before, ...on(['2027-02-04', '2027-02-08', '2027-02-10'], 5)], true],
    ['the day before it does not', [...before, ...on(['2027-02-03', '2027-02-08', '2027-02-10'], 5)], false],
    ['in any order', [...after(5), ...before].reverse(), true],
    ['half a point more than needed', [...before, ...on(['2027-02-05', '2027-02-06'], 5), ...on(['2027-02-07', '2027-02-08'], 6)], true],
    ['half a point less than needed', [...before, ...on(['2027-02-05', '2027-02-06'], 4), ...on(['2027-02-07', '2027-02-08'], 5)], false],
    ['what is dated later than today', [...before, ...on(['2027-02-11', '2027-02-12', '2027-02-13'], 9)], false],
  ] as const)('%s', (_, scores, expected) => expect(isWorseSince(cut, scores, today)).toBe(expected));

  it('on the second day after a cut asks only what came since', () => {
    const scores = [...before, ...on(['2027-01-30', '2027-01-31'], 9), ...on(['2027-02-01', '2027-02-02', '2027-02-02'], 9)];
    expect(isWorseSince(cut, scores, '2027-02-02')).toBe(true);
    expect(isWorseSince(cut, scores.slice(0, -1), '2027-02-02')).toBe(false);
  });
});

describe('the middle answer', () => {
  it('is that of the figures in order, not in the order of the days', () => {
    const days = ['2027-02-06', '2027-02-08', '2027-02-10'];
    const each = (values: readonly number[]) => values.flatMap((value, place) => on(days.slice(place, place + 1), value));
    expect(isWorseSince(cut, [...before, ...each([9, 3, 3])], today)).toBe(false);
    expect(isWorseSince(cut, [...before, ...each([3, 9, 5])], today)).toBe(true);
    expect(isWorseSince(cut, [...before, ...each([10, 4, 9])], today)).toBe(true);
  });
});
