import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '@evenkeel/kernel';
import { checkConcentrationChange } from './concentration.js';

describe('a liquid dispensed again', () => {
  it.each<[string, number, number, boolean, string]>([
    ['as before', 100, 100, false, 'passes'],
    ['four times as strong, nobody asked', 100, 400, false, 'concentration-changed'],
    ['four times as strong, confirmed', 100, 400, true, 'passes'],
    ['nearly ten times, confirmed', 100, 999, true, 'passes'],
    ['ten times, confirmed', 100, 1000, true, 'ten-fold'],
    ['ten times, nobody asked', 100, 1000, false, 'ten-fold'],
    ['a tenth, confirmed', 1000, 100, true, 'ten-fold'],
    ['a little more than a tenth, confirmed', 1000, 101, true, 'passes'],
    ['one microgram, confirmed', 9, 1, true, 'passes'],
    ['nothing', 100, 0, true, 'not-whole-and-positive'],
    ['a fraction', 100, 99.5, true, 'not-whole-and-positive'],
  ])('%s: %i to %i micrograms in 1 mL', (_, before, after, confirmed, expected) => {
    const refusal = checkConcentrationChange(before, after, confirmed);
    expect(refusal === null ? 'passes' : refusal.code).toBe(expected);
    if (refusal !== null) expect(refusal.field).toBe('concentrationUgPerMl');
    if (refusal !== null && expected !== 'not-whole-and-positive') expect(refusal.facts).toEqual({ before, after });
  });

  it('never passes silently when it changed, and never tenfold, in either direction', () => {
    const figure = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(figure, figure, fc.boolean(), (before, after, confirmed) => {
        const passes = !isRefusal(checkConcentrationChange(before, after, confirmed));
        const back = !isRefusal(checkConcentrationChange(after, before, confirmed));
        if (passes !== back) return false;
        return !passes || before === after || (confirmed && after < before * 10 && before < after * 10);
      }),
      { numRuns: 10_000 },
    );
  });
});
