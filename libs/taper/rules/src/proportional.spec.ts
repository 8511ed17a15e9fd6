import { describe, expect, it } from '@jest/globals';
import { cutsToFloor, dailyShare } from './proportional.js';

describe('steps of a proportional taper, d(k) = d0 (1 - p)^k', () => {
  it.each([
    ['clonazepam 1 to 0.125 mg', 1000, 125, [41, 20, 8]],
    ['clonazepam 2 to 0.125 mg', 2000, 125, [55, 27, 10]],
    ['clonazepam 3 to 0.125 mg', 3000, 125, [62, 31, 12]],
    ['diazepam 20 to 1 mg', 20_000, 1000, [59, 29, 11]],
    ['diazepam 40 to 1 mg', 40_000, 1000, [72, 36, 13]],
  ])('%s by 5, 10 and 25 %', (_, start, floor, steps) => {
    expect([500, 1000, 2500].map((points) => cutsToFloor(start, floor, points))).toEqual(steps);
  });

  it('needs none at the floor, one just above it, and no floor of zero', () => {
    expect([cutsToFloor(125, 125, 500), cutsToFloor(126, 125, 500)]).toEqual([0, 1]);
    expect(() => cutsToFloor(1000, 0, 500)).toThrow(RangeError);
    expect(() => cutsToFloor(1000, 125, 0)).toThrow(RangeError);
  });
});

describe('daily share of a micro-taper, r = 1 - (1 - P)^(1/n), in millionths', () => {
  it.each([['10 % in 14 days', 1000, 14, 7498], ['5 % in 14 days', 500, 14, 3657], ['10 % in 28 days', 1000, 28, 3756], ['5 % in 28 days', 500, 28, 1830], ['the ceiling, 25 % in 14 days', 2500, 14, 20_339]])('%s', (_, points, days, share) => {
    expect(dailyShare(points, days)).toBe(share);
  });
  it('is the whole share in one day', () => { expect(dailyShare(2500, 1)).toBe(250_000); });
});

describe('the bounds of a proportional taper', () => {
  it('are a floor of one microgram, and shares from 1 to 9999 ten-thousandths', () => {
    expect(cutsToFloor(2, 1, 5000)).toBe(1);
    expect([cutsToFloor(1000, 999, 1), cutsToFloor(1000, 1, 9999)]).toEqual([11, 1]);
    expect(() => cutsToFloor(1000, 125, 10_000)).toThrow('A share is 1 to 9999 ten-thousandths');
    expect(() => cutsToFloor(1000, 0, 500)).toThrow('the floor is 1 microgram or more');
    expect(() => dailyShare(0, 14)).toThrow(RangeError);
  });
});
