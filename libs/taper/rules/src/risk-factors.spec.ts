import { describe, expect, it } from '@jest/globals';
import { type PatientFacts, riskFactors, slowsDownAlone } from './risk-factors.js';

const facts = (factors: PatientFacts['factors']): PatientFacts => ({ ageYears: 40, monthsOfUse: 30, factors, daysSinceRiskReview: null });

describe('moving the coming steps', () => {
  it('is what every patient does alone, but not where the medicine treats epilepsy', () => {
    expect(slowsDownAlone(facts([]))).toBe(true);
    expect(riskFactors.filter((factor) => !slowsDownAlone(facts([factor])))).toEqual(['epilepsy-indication']);
    expect(slowsDownAlone(facts([...riskFactors]))).toBe(false);
  });
});
