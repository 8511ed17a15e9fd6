import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divideDown, divideExactly, divideNearest, divideUp, isWhole, multiply, remainder } from './whole.js';

const dividend = fc.maxSafeInteger();
const divisor = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

describe('arithmetic of whole numbers', () => {
  it.each([
    [7, 2, 3, 4, 4, 1],
    [6, 4, 1, 2, 2, 2],
    [5, 4, 1, 2, 1, 1],
    [8, 2, 4, 4, 4, 0],
    [0, 3, 0, 0, 0, 0],
    [-7, 2, -4, -3, -3, 1],
    [-8, 2, -4, -4, -4, 0],
    [1, 3, 0, 1, 0, 1],
    [2, 3, 0, 1, 1, 2],
  ])('%i by %i: down %i, up %i, nearest %i, rest %i', (left, right, down, up, nearest, rest) => {
    expect([divideDown(left, right), divideUp(left, right), divideNearest(left, right), remainder(left, right)]).toEqual([down, up, nearest, rest]);
    expect(divideExactly(left, right)).toBe(rest === 0 ? down : null);
  });

  it('agrees with arithmetic that has no limit', () => {
    fc.assert(
      fc.property(dividend, divisor, (left, right) => {
        const [big, by] = [BigInt(left), BigInt(right)];
        const rest = ((big % by) + by) % by;
        const down = (big - rest) / by;
        expect(BigInt(remainder(left, right))).toBe(rest);
        expect(BigInt(divideDown(left, right))).toBe(down);
        expect(BigInt(divideUp(left, right))).toBe(rest === 0n ? down : down + 1n);
        expect(BigInt(divideNearest(left, right))).toBe(2n * rest >= by ? down + 1n : down);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['half a unit', () => divideDown(0.5, 1)],
    ['a fraction below', () => remainder(1, 1.5)],
    ['division by zero', () => divideNearest(1, 0)],
    ['division by less than zero', () => divideUp(1, -1)],
    ['not a number', () => divideExactly(Number.NaN, 1)],
    ['a product that is not held exactly', () => multiply(Number.MAX_SAFE_INTEGER, 2)],
    ['a fraction times two', () => multiply(0.5, 2)],
    ['endless', () => multiply(Number.POSITIVE_INFINITY, 1)],
  ])('refuses %s', (_, compute) => {
    expect(compute).toThrow(RangeError);
  });

  it('never answers with minus zero', () => {
    expect(Object.is(divideDown(-0, 2), 0)).toBe(true);
    expect(Object.is(remainder(-4, 2), 0)).toBe(true);
  });

  it.each<[unknown, boolean]>([[0, true], [-3, true], [0.5, false], ['1', false], [2 ** 53, false], [null, false]])('%p is whole: %p', (amount, expected) => {
    expect(isWhole(amount)).toBe(expected);
  });

  it('multiplies', () => {
    expect(multiply(125, 8)).toBe(1000);
  });
});
