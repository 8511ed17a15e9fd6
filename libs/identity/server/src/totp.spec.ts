import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchingStep, newTotpSecret, totpCode, totpStep, totpUri } from './totp.js';

/** Base 32 of the secret of RFC 6238, appendix B: "12345678901234567890". */
const known = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a one-time code', () => {
  it.each([[59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130']])(
    'at second %i is that of RFC 6238, appendix B, in six digits', (seconds, code) => { expect(totpCode(known, totpStep(at(seconds)))).toBe(code); });

  it('counts in its own step and in the two beside it', () => {
    fc.assert(fc.property(fc.integer({ min: 1000, max: 4_000_000_000 }), fc.integer({ min: -4, max: 4 }), (seconds, off) => {
      const secret = newTotpSecret();
      const step = totpStep(at(seconds)) + off;
      const found = matchingStep(secret, totpCode(secret, step), at(seconds));
      return Math.abs(off) <= 1 ? found !== null : found === null || Math.abs(found - totpStep(at(seconds))) <= 1;
    }), { numRuns: 200 });
  });

  it.each(['', '12345', '1234567', 'abcdef'])('is not %j', (code) => { expect(matchingStep(known, code, at(59))).toBeNull(); });

  it('has a secret of 160 bits of its own', () => {
    const made = Array.from({ length: 50 }, newTotpSecret);
    expect(new Set(made).size).toBe(50);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(known, 'ada@clinic.example')).toBe(`otpauth://totp/Evenkeel:ada%40clinic.example?secret=${known}&issuer=Evenkeel&algorithm=SHA1&digits=6&period=30`);
  });
});
