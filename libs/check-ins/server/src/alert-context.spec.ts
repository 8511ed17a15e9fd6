import { describe, expect, it } from '@jest/globals';
import { noRiskFactors, type Flag } from '@evenkeel/symptoms-rules';
import type { DoseStep } from '@evenkeel/taper-rules';
import fc from 'fast-check';
import { alertContext, knownNow, median } from './alert-context.js';

const flag: Flag = {
  family: 'seizure', tier: 'E0', ackBy: 'now', help: 'emergency', ruleId: 'seizure', ruleVersion: 4, caseIndex: 0, questions: ['event.seizure'],
  inputs: { 'event.seizure': 1 }, locksNextStep: true, late: false, source: 'a guideline',
};
const step = (startsOn: string, total: number, medicine: DoseStep['medicine'] = 'clonazepam'): DoseStep =>
  ({ startsOn, medicine, total, slots: { morning: 0, midday: 0, evening: total, night: 0 } });
const facts = {
  answers: [{ question: 'event.seizure' as const, value: 1, answeredAt: new Date('2026-03-02T09:00:00Z'), fresh: true }], texts: [],
  previous: [], steps: [], localDate: '2026-03-02', riskFactors: noRiskFactors, shown: ['emergency'],
};

describe('what is stamped on an alert', () => {
  it('names the question, the rule with its version and source, and everything that was answered', () => {
    expect(alertContext(flag, knownNow(facts))).toMatchObject({
      trigger: 'event.seizure', ruleId: 'seizure', ruleVersion: 4, source: 'a guideline', dose: null, lastChange: null, nextPlanned: null, usual: null, recent: [],
      answers: [{ question: 'event.seizure', value: 1, text: null, answeredAt: '2026-03-02T09:00:00.000Z' }], shown: ['emergency'],
    });
  });

  it('says the dose of that day, the change before it and the one that is planned', () => {
    const steps = [step('2026-01-01', 500), step('2026-02-01', 450), step('2026-04-01', 5000, 'diazepam')];
    expect(alertContext(flag, knownNow({ ...facts, steps }))).toMatchObject({
      dose: 'clonazepam 0.45\u00a0mg', lastChange: '2026-02-01: 0.5\u00a0mg → 0.45\u00a0mg (90%)', nextPlanned: '2026-04-01: 0.45\u00a0mg → diazepam 5\u00a0mg',
    });
  });

  it('shows the last seven answered days beside the usual level of all', () => {
    const previous = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((overall, day) => ({ localDate: `2026-02-1${day}`, overall }));
    expect(alertContext(flag, knownNow({ ...facts, previous }))).toMatchObject({ usual: 5, recent: [3, 4, 5, 6, 7, 8, 9] });
  });

  it('names the rule where no question made it apply', () => {
    expect(alertContext({ ...flag, questions: [], ruleId: 'rules-failed' }, knownNow(facts)).trigger).toBe('rules-failed');
  });
});

describe('the usual level', () => {
  it('is the value in the middle, rounded half up', () => {
    expect([median([]), median([3]), median([1, 2]), median([1, 9, 2]), median([0, 0, 1, 1])]).toEqual([null, 3, 2, 2, 1]);
  });

  it('lies between the extremes, and does not depend on the order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }), (values) => {
      const middle = median(values) ?? -1;
      expect(middle).toBeGreaterThanOrEqual(Math.min(...values));
      expect(middle).toBeLessThanOrEqual(Math.max(...values));
      expect(median([...values].reverse())).toBe(middle);
    }));
  });
});
