import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printRecoveryCode, readOneTimeCode, readRecoveryCode, recoveryAlphabet } from './recovery-code.js';

const chances = fc.array(fc.nat(recoveryAlphabet.length - 1), { minLength: 10, maxLength: 10 });

describe('a recovery code', () => {
  it('is read as it was printed, whatever the hand that copied it', () => {
    fc.assert(fc.property(chances, (made) => {
      const printed = printRecoveryCode(made);
      expect(printed).toMatch(/^[2-9a-hjkmnp-tv-z]{5}-[2-9a-hjkmnp-tv-z]{5}$/);
      const read = readRecoveryCode(printed);
      expect(read).toHaveLength(10);
      expect(readRecoveryCode(` ${printed.toUpperCase().replace('-', ' - ')} `)).toBe(read);
    }));
  });

  it('is never taken for a one-time code, nor the other way round', () => {
    fc.assert(fc.property(fc.string(), (typed) => readRecoveryCode(typed) === null || readOneTimeCode(typed) === null));
    expect(readOneTimeCode('123 456')).toBe('123456');
    for (const typed of ['12345', '1234567', '12345a', '١٢٣٤٥٦', '']) expect(readOneTimeCode(typed)).toBeNull();
    for (const typed of ['', 'abcde', 'abcde-fghi0', 'abcde-fghil']) expect(readRecoveryCode(typed)).toBeNull();
  });
});
