import { describe, expect, it } from '@jest/globals';
import type { Amount, MedicineCode, Product } from '@evenkeel/medicines-rules';
import fc from 'fast-check';
import { known } from './fixtures.js';
import { nearestMakeable } from './lay-substitution.js';
import { doseMaker } from './make-dose.js';

const maker = (medicine: MedicineCode, codes: readonly string[]) => doseMaker(medicine, codes.map((code) => known.get(code) as Product));
const said = (amounts: readonly Amount[]): string =>
  amounts.map((amount) => ('quarters' in amount ? `${amount.quarters}/4 ${amount.product}` : 'ul' in amount ? `${amount.ul} uL ${amount.product}` : `${amount.mg} mg ${amount.product}`)).join(' + ');

describe('a dose is made with the fewest splits, then the fewest units', () => {
  it.each<[string, MedicineCode, readonly string[], number, string | null]>([
    ['one whole tablet', 'clonazepam', ['clonazepam-tablet-500'], 500, '4/4 clonazepam-tablet-500'],
    ['a quarter', 'clonazepam', ['clonazepam-tablet-500'], 125, '1/4 clonazepam-tablet-500'],
    ['three quarters of one tablet', 'clonazepam', ['clonazepam-tablet-500'], 375, '3/4 clonazepam-tablet-500'],
    ['one and a half', 'clonazepam', ['clonazepam-tablet-500'], 750, '6/4 clonazepam-tablet-500'],
    ['whole small tablets before a split of a large one', 'clonazepam', ['clonazepam-tablet-500', 'clonazepam-odt-125', 'clonazepam-odt-250'], 375, '4/4 clonazepam-odt-250 + 4/4 clonazepam-odt-125'],
    ['fewest units among whole ones', 'clonazepam', ['clonazepam-tablet-500', 'clonazepam-tablet-1000'], 1500, '4/4 clonazepam-tablet-1000 + 4/4 clonazepam-tablet-500'],
    ['never a part of what must stay whole', 'clonazepam', ['clonazepam-odt-500'], 250, null],
    ['nothing between quarters', 'clonazepam', ['clonazepam-tablet-500'], 200, null],
    ['zero', 'clonazepam', [], 0, ''],
    ['a mark of the syringe', 'diazepam', ['diazepam-liquid-1000'], 10, '10 uL diazepam-liquid-1000'],
    ['tablet and liquid together, no split', 'diazepam', ['diazepam-tablet-5000', 'diazepam-liquid-1000'], 5300, '4/4 diazepam-tablet-5000 + 300 uL diazepam-liquid-1000'],
    ['a liquid instead of a split', 'diazepam', ['diazepam-tablet-2000', 'diazepam-liquid-1000'], 1000, '1000 uL diazepam-liquid-1000'],
    ['a half without a liquid', 'diazepam', ['diazepam-tablet-2000'], 1000, '2/4 diazepam-tablet-2000'],
    ['a tablet rather than a filling of the same count', 'diazepam', ['diazepam-tablet-5000', 'diazepam-liquid-5000'], 5000, '4/4 diazepam-tablet-5000'],
    ['never two concentrations in one dose', 'diazepam', ['diazepam-liquid-1000', 'diazepam-liquid-5000'], 5010, '5010 uL diazepam-liquid-1000'],
    ['drops, one drop is one mark', 'clonazepam', ['clonazepam-drops-2500'], 300, '120 uL clonazepam-drops-2500'],
    ['nothing between two drops', 'clonazepam', ['clonazepam-drops-2500'], 250, null],
    ['a tablet and two fillings rather than four fillings', 'diazepam', ['diazepam-tablet-2000', 'diazepam-liquid-1000'], 3500, '4/4 diazepam-tablet-2000 + 1500 uL diazepam-liquid-1000'],
    ['the liquid with fewer fillings', 'diazepam', ['diazepam-liquid-1000', 'diazepam-liquid-5000'], 5000, '1000 uL diazepam-liquid-5000'],
    ['capsules stay whole', 'temazepam', ['temazepam-capsule-7500', 'temazepam-capsule-15000'], 22_500, '4/4 temazepam-capsule-15000 + 4/4 temazepam-capsule-7500'],
    ['products of another medicine do not count', 'diazepam', ['clonazepam-tablet-1000'], 1000, null],
  ])('%s', (_, medicine, codes, ug, expected) => {
    const made = maker(medicine, codes).make(ug);
    expect(made === null ? null : said(made.amounts)).toBe(expected);
  });

  it('names the nearest makeable doses', () => {
    const quarters = maker('clonazepam', ['clonazepam-tablet-500']);
    expect([quarters.below(200), quarters.above(200), quarters.below(125), quarters.below(0)]).toEqual([125, 250, 0, 0]);
    const capsules = maker('oxazepam', ['oxazepam-capsule-10000', 'oxazepam-capsule-15000']);
    expect([capsules.below(10_000), capsules.above(10_000), capsules.above(0)]).toEqual([0, 15_000, 10_000]);
    const mixed = maker('diazepam', ['diazepam-tablet-2000', 'diazepam-liquid-1000']);
    expect([mixed.below(2000), mixed.above(2000)]).toEqual([1990, 2010]);
    expect(maker('diazepam', []).above(5)).toBeNull();
  });

  it.each([[200, 250], [150, 125], [125, 125], [50, 0], [70, 125]])('next to %i micrograms in quarter tablets is %i', (ug, nearest) => {
    expect(nearestMakeable(ug, maker('clonazepam', ['clonazepam-tablet-500']))).toBe(nearest);
  });
  it('is the larger one of two equally near', () => { expect(nearestMakeable(12_500, maker('oxazepam', ['oxazepam-capsule-10000', 'oxazepam-capsule-15000']))).toBe(15_000); });

  it('has nothing makeable between a dose and its neighbours, and the order of products says nothing', () => {
    const codes = [...known.values()].filter(({ medicine }) => medicine === 'clonazepam').map(({ code }) => code);
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 3000 }), (chosen, ug) => {
      const one = maker('clonazepam', chosen);
      expect(one.make(ug)).toEqual(maker('clonazepam', [...chosen].reverse()).make(ug));
      const [below, above] = [one.below(ug), one.above(ug) ?? Number.NaN];
      expect(below).toBeLessThan(ug);
      expect(above).toBeGreaterThan(ug);
      expect([one.make(below) !== null, one.make(above) !== null]).toEqual([true, true]);
      for (let between = below + 1; between < above; between += 1) if (between !== ug && one.make(between) !== null) throw new Error(`${between} can be made`);
    }), { numRuns: 100 });
  });

  it('is the same whichever product is named first', () => {
    for (const codes of [['clonazepam-tablet-500', 'clonazepam-odt-500'], ['clonazepam-odt-500', 'clonazepam-tablet-500']]) {
      expect(said(maker('clonazepam', codes).make(500)?.amounts ?? [])).toBe('4/4 clonazepam-odt-500');
    }
    for (const codes of [['clonazepam-liquid-400', 'clonazepam-drops-2500', 'clonazepam-liquid-100'], ['clonazepam-liquid-100', 'clonazepam-liquid-400', 'clonazepam-drops-2500']]) {
      expect(said(maker('clonazepam', codes).make(100)?.amounts ?? [])).toBe('40 uL clonazepam-drops-2500');
    }
  });

  it.each<[string, MedicineCode, readonly string[], number, { readonly splits: number; readonly units: number }]>([
    ['two pieces and no split', 'clonazepam', ['clonazepam-odt-250', 'clonazepam-odt-125'], 375, { splits: 0, units: 2 }],
    ['three quarters are one piece', 'clonazepam', ['clonazepam-tablet-500'], 375, { splits: 2, units: 1 }],
    ['a tablet and two fillings of a syringe of 1 mL', 'diazepam', ['diazepam-tablet-2000', 'diazepam-liquid-1000'], 3500, { splits: 0, units: 3 }],
    ['one filling, although there are many marks', 'diazepam', ['diazepam-liquid-1000'], 990, { splits: 0, units: 1 }],
    ['a full filling is one', 'diazepam', ['diazepam-liquid-1000'], 1000, { splits: 0, units: 1 }],
    ['one mark more is two', 'diazepam', ['diazepam-liquid-1000'], 1010, { splits: 0, units: 2 }],
  ])('costs %s', (_, medicine, codes, ug, cost) => { expect(maker(medicine, codes).make(ug)).toMatchObject(cost); });

  it('more units are better than one split', () => {
    expect(said(maker('clonazepam', ['clonazepam-liquid-100', 'clonazepam-liquid-400', 'clonazepam-tablet-500']).make(1126)?.amounts ?? [])).toBe('8/4 clonazepam-tablet-500 + 1260 uL clonazepam-liquid-100');
  });

  it('tablets alone come before a measure at the same cost in splits and units', () => {
    expect(said(maker('clonazepam', ['clonazepam-tablet-500', 'clonazepam-drops-2500']).make(625)?.amounts ?? [])).toBe('5/4 clonazepam-tablet-500');
  });

  it.each([[330, 325, 350], [310, 300, 325], [300, 250, 325], [1, 0, 100]])('around %i micrograms in quarters of 0.5 mg and drops of 0.1 mg lie %i and %i', (ug, below, above) => {
    const mixed = maker('clonazepam', ['clonazepam-tablet-500', 'clonazepam-drops-2500']);
    expect([mixed.below(ug), mixed.above(ug)]).toEqual([below, above]);
  });

  it('one microgram above a dose of tablets the dose lies below', () => { expect(maker('clonazepam', ['clonazepam-tablet-500']).below(126)).toBe(125); });
  it('is worked out once for each amount', () => {
    const quarters = maker('clonazepam', ['clonazepam-tablet-500']);
    expect(quarters.make(375)).toBe(quarters.make(375));
  });
  it('a liquid by itself has marks above and below', () => {
    const liquid = maker('diazepam', ['diazepam-liquid-1000']);
    expect([liquid.below(15), liquid.above(15), liquid.above(0)]).toEqual([10, 20, 10]);
  });

  it('a powder is weighed, in one weighing, however much it is', () => {
    const powder: Product = {
      code: 'local-powder', medicine: 'clonazepam', kind: 'powder', form: 'powder', concentrationUgPerG: 10_000, scaleMarkMg: 10, rxNorm: null, label: 'In sachets', local: true, countries: [],
      provenance: { source: 'For this test', certainty: 'read-in-source', checkedOn: '2026-11-22' },
    };
    const weighed = doseMaker('clonazepam', [powder]);
    expect(weighed.make(300)).toEqual({ amounts: [{ product: 'local-powder', mg: 30 }], splits: 0, units: 1 });
    expect(weighed.make(30_000)).toMatchObject({ units: 1 });
    expect([weighed.make(350), weighed.below(350), weighed.above(350)]).toEqual([null, 300, 400]);
  });
});
