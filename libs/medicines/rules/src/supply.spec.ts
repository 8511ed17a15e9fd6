import { describe, expect, it } from '@jest/globals';
import { productCountries } from './product.js';
import { supplyRulesOf, supplyWarningDays } from './supply.js';

describe('rules of supply', () => {
  it('of the United States: schedule IV, 21 CFR 1306.22; review by ASAM recommendation 1', () => {
    expect(supplyRulesOf('US')).toMatchObject({ country: 'US', validMonths: 6, refillsAtMost: 5, partialFills: true, registerAtRenewal: true, reviewEveryMonths: 3 });
    expect(supplyRulesOf('US').provenance.map(({ certainty }) => certainty)).toEqual(['to-be-checked', 'read-in-source']);
  });

  it('of other countries are not made up', () => {
    for (const country of productCountries.filter((each) => each !== 'US')) {
      expect(supplyRulesOf(country)).toMatchObject({ country, validMonths: null, refillsAtMost: null, partialFills: null, registerAtRenewal: false, reviewEveryMonths: 3 });
      expect(supplyRulesOf(country).provenance).toHaveLength(1);
    }
  });

  it('warn 14, 7 and 3 days before the run-out', () => {
    expect(supplyWarningDays).toEqual([14, 7, 3]);
  });
});
