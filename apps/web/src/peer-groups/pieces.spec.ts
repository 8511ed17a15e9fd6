import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { initialsOf } from './initials.js';
import { pieces } from './pieces.js';

describe('a text with marks', () => {
  it('is cut at them', () => {
    expect(pieces('from 2 mg to 1 mg', [{ from: 5, to: 9 }, { from: 13, to: 17 }]).map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')).toBe('from [2 mg] to [1 mg]');
  });
  it('loses no letter, whatever the marks', () => {
    fc.assert(fc.property(fc.string(), fc.array(fc.record({ from: fc.integer({ min: -2, max: 20 }), to: fc.integer({ min: -2, max: 25 }) })), (words, marks) => {
      expect(pieces(words, marks).map(({ text }) => text).join('')).toBe(words);
    }));
  });
});

describe('the initials of a made-up name', () => {
  it.each([['Quiet Harbour 27', 'QH'], ['zoë', 'Z'], ['7 seas', 'S'], ['42', '4']])('of %s are %s', (name, initials) => { expect(initialsOf(name)).toBe(initials); });
});
