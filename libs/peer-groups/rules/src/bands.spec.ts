import { describe, expect, it } from '@jest/globals';
import { sizeBand } from './bands.js';

describe('a band of people', () => {
  it('hides every number below five behind one word', () => {
    expect(new Set([0, 1, 2, 3, 4].map(sizeBand))).toEqual(new Set(['under-5']));
    expect([5, 20, 21, 50, 51].map(sizeBand)).toEqual(['5-to-20', '5-to-20', '21-to-50', '21-to-50', 'over-50']);
  });
});
