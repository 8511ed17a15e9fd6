import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linkHash, origin } from './chain.js';

const row = fc.record({ id: fc.bigInt({ min: 1n, max: 1000n }).map(String), columns: fc.array(fc.option(fc.string()), { minLength: 12, maxLength: 12 }) });
const rows = fc.array(row, { minLength: 1, maxLength: 4 });

describe('linkHash', () => {
  it('is the same for the same rows', () => {
    fc.assert(fc.property(rows, (these) => { expect(linkHash(origin, 1, these)).toEqual(linkHash(origin, 1, structuredClone(these))); }));
  });

  it('differs as soon as any row differs', () => {
    fc.assert(fc.property(rows, rows, (these, those) => {
      fc.pre(JSON.stringify(these) !== JSON.stringify(those));
      expect(linkHash(origin, 1, these)).not.toEqual(linkHash(origin, 1, those));
    }));
  });

  it('tells an empty text from an absent one, and a text from the same text one column on', () => {
    const at = (columns: (string | null)[]) => linkHash(origin, 1, [{ id: '1', columns }]).toString('hex');
    expect(new Set([at(['', null]), at([null, '']), at(['ab', 'c']), at(['a', 'bc'])]).size).toBe(4);
  });

  it('depends on the link before and on its own number', () => {
    const these = [{ id: '1', columns: ['a'] }];
    expect(linkHash(origin, 1, these)).not.toEqual(linkHash(origin, 2, these));
    expect(linkHash(origin, 1, these)).not.toEqual(linkHash(Buffer.alloc(32, 1), 1, these));
  });
});
