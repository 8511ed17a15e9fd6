import { describe, expect, it } from '@jest/globals';
import { requireStepUp, stepUpLastsMs } from './step-up.js';

const now = new Date('2026-03-02T15:00:00Z');
const ago = (ms: number) => ({ steppedUpAt: new Date(now.getTime() - ms) });

describe('a proof of who somebody is', () => {
  it.each([
    ['a moment old', ago(0), true], ['a millisecond under five minutes', ago(stepUpLastsMs - 1), true],
    ['five minutes old', ago(stepUpLastsMs), false], ['a second over', ago(stepUpLastsMs + 1000), false], ['never given', { steppedUpAt: null }, false],
  ])('that is %s', (_age, actor, counts) => {
    expect(requireStepUp(actor, now)).toEqual(counts ? null : { kind: 'refused', code: 'step-up-needed', field: null, facts: {} });
  });
});
