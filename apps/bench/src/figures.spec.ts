import { describe, expect, it } from '@jest/globals';
import { figure, percentile } from './figures.js';

describe('percentile', () => {
  it.each([[0.5, 2], [0.75, 3], [0.99, 4], [1, 4], [0.01, 1]])('at %p of 4, 2, 3, 1 is %p', (share, value) => {
    expect(percentile([4, 2, 3, 1], share)).toBe(value);
  });

  it('refuses to invent one', () => { expect(() => percentile([], 0.5)).toThrow(/nothing/); });
});

describe('figure', () => {
  it('divides ours by the limit', () => { expect(figure('a', 'ms', 3, 2)).toEqual({ case: 'a', unit: 'ms', ours: 3, limit: 2, ratio: 1.5 }); });
});
