import { describe, expect, it } from '@jest/globals';
import type { MedicineCode, Product, Splittable } from '@evenkeel/medicines-rules';
import { countUnits } from './count-units.js';
import { known } from './fixtures.js';

const tablet = (strengthUg: number, splittable: Splittable = 'whole', code = `local-${strengthUg}`): Product => ({
  code, medicine: 'clonazepam' satisfies MedicineCode, kind: 'solid', form: 'tablet', strengthUg, splittable, rxNorm: null, label: null, local: true, countries: [],
  provenance: { source: 'For this test', certainty: 'read-in-source', checkedOn: '2026-11-22' },
});
const shelf = (...codes: readonly string[]): readonly Product[] => codes.flatMap((code) => known.get(code) ?? []);
const visited = (products: readonly Product[], from: number): readonly number[] => {
  const amounts: number[] = [];
  countUnits(products).descend(from, (amount) => amounts.push(amount) > 0);
  return amounts;
};

describe('what a dose of tablets costs', () => {
  it.each([
    [500, { splits: 0, units: 1 }], [250, { splits: 1, units: 1 }], [125, { splits: 2, units: 1 }], [375, { splits: 2, units: 1 }], [625, { splits: 2, units: 2 }], [750, { splits: 1, units: 2 }], [0, { splits: 0, units: 0 }], [200, null],
  ])('%i micrograms of a tablet of 0.5 mg in quarters: three quarters are one piece in the hand', (ug, cost) => {
    expect(countUnits(shelf('clonazepam-tablet-500')).cost(ug)).toEqual(cost);
  });

  it('a half is no reason for three quarters', () => {
    const halves = countUnits([tablet(1000, 'halves')]);
    expect([halves.cost(500), halves.cost(750), halves.cost(1500)]).toEqual([{ splits: 1, units: 1 }, null, { splits: 1, units: 2 }]);
  });

  it('of ways of the same cost the one with the largest piece is taken', () => {
    expect(countUnits(shelf('temazepam-capsule-15000', 'temazepam-capsule-22500', 'temazepam-capsule-30000', 'temazepam-capsule-7500')).amounts(37_500)).toEqual([
      { product: 'temazepam-capsule-30000', quarters: 4 }, { product: 'temazepam-capsule-7500', quarters: 4 },
    ]);
  });

  it('of two products of one strength the first is taken', () => {
    expect(countUnits([tablet(500, 'whole', 'a'), tablet(500, 'whole', 'b')]).amounts(500)).toEqual([{ product: 'a', quarters: 4 }]);
  });

  it('what must not be split is taken whole, whichever product it comes before', () => {
    expect(countUnits([tablet(1000, 'halves', 'a'), tablet(500, 'whole', 'b')]).amounts(500)).toEqual([{ product: 'b', quarters: 4 }]);
    expect(countUnits([tablet(500, 'whole', 'a'), tablet(1000, 'halves', 'b')]).amounts(500)).toEqual([{ product: 'a', quarters: 4 }]);
  });

  it('names the largest strength first, although a part of it may be the smaller piece', () => {
    expect(countUnits([tablet(2000), tablet(3000, 'halves')]).amounts(3500)).toEqual([{ product: 'local-3000', quarters: 2 }, { product: 'local-2000', quarters: 4 }]);
  });
});

describe('what can be made of tablets', () => {
  it('is walked from the dose itself down to nothing', () => {
    expect(visited(shelf('clonazepam-tablet-500'), 375)).toEqual([375, 250, 125, 0]);
    expect(visited(shelf('clonazepam-tablet-500'), 374)).toEqual([250, 125, 0]);
    expect(visited(shelf('oxazepam-capsule-10000', 'oxazepam-capsule-15000'), 31_000)).toEqual([30_000, 25_000, 20_000, 15_000, 10_000, 0]);
  });

  it('ends where the visitor has seen enough', () => {
    const amounts: number[] = [];
    countUnits(shelf('clonazepam-tablet-500')).descend(500, (amount) => amounts.push(amount) < 2);
    expect(amounts).toEqual([500, 375]);
  });

  it.each([[0, 10_000], [9999, 10_000], [10_000, 15_000], [15_000, 20_000], [31_000, 35_000]])('above %i micrograms in capsules of 10 and 15 mg comes %i', (ug, above) => {
    expect(countUnits(shelf('oxazepam-capsule-10000', 'oxazepam-capsule-15000')).above(ug)).toBe(above);
  });

  it('is nothing without tablets: a liquid is not counted', () => {
    const none = countUnits(shelf('clonazepam-liquid-100', 'clonazepam-drops-2500'));
    expect([none.cost(0), none.cost(100), none.above(0), none.amounts(0)]).toEqual([{ splits: 0, units: 0 }, null, null, []]);
    expect(visited(shelf('clonazepam-liquid-100'), 500)).toEqual([0]);
  });
});
