import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { portionsOf, smallestStepOf, ugOf, type Amount, type LiquidProduct, type PowderProduct, type Product, type SolidProduct } from './product.js';
import { productOf, products } from './products.js';
import { toBeChecked } from './sources.js';

const base = { code: 'made-up', medicine: 'clonazepam', rxNorm: null, label: 'made up', provenance: toBeChecked(), local: true, countries: [] } as const;
const tablet = (strengthUg: number, splittable: SolidProduct['splittable']): SolidProduct => ({ ...base, kind: 'solid', form: 'tablet', strengthUg, splittable });
const solution = (concentrationUgPerMl: number, syringeMarkUl: number): LiquidProduct => ({
  ...base, kind: 'liquid', form: 'oral-liquid', concentrationUgPerMl, syringeMarkUl, syringeCapacityUl: 1000,
});
const powder = (concentrationUgPerG: number, scaleMarkMg: number): PowderProduct => ({ ...base, kind: 'powder', form: 'powder', concentrationUgPerG, scaleMarkMg });

describe('portions', () => {
  it('of a tablet are the parts that its score allows, the largest first', () => {
    expect(portionsOf(tablet(500, 'quarters'))).toEqual([
      { kind: 'part', part: 'whole', quarters: 4, ug: 500 },
      { kind: 'part', part: 'half', quarters: 2, ug: 250 },
      { kind: 'part', part: 'quarter', quarters: 1, ug: 125 },
    ]);
    expect(portionsOf(tablet(500, 'halves')).map(({ ug }) => ug)).toEqual([500, 250]);
    expect(portionsOf(tablet(500, 'whole')).map(({ ug }) => ug)).toEqual([500]);
  });

  it('leave out a part that would be a fraction of a microgram', () => {
    expect(portionsOf(tablet(125, 'quarters'))).toEqual([{ kind: 'part', part: 'whole', quarters: 4, ug: 125 }]);
    expect(portionsOf(tablet(250, 'quarters')).map(({ ug }) => ug)).toEqual([250, 125]);
  });

  it('of a liquid are one mark of the syringe', () => {
    expect(portionsOf(solution(100, 10))).toEqual([{ kind: 'volume', ul: 10, ug: 1 }]);
    expect(portionsOf(solution(5000, 100))).toEqual([{ kind: 'volume', ul: 100, ug: 500 }]);
    expect(portionsOf(solution(50, 10))).toEqual([]);
    expect(smallestStepOf(solution(50, 10))).toBeNull();
  });

  it('of a powder are one mark of the scale', () => {
    expect(portionsOf(powder(10_000, 5))).toEqual([{ kind: 'weight', mg: 5, ug: 50 }]);
    expect(portionsOf(powder(2941, 1))).toEqual([]);
  });

  it.each<[string, number]>([
    ['clonazepam-tablet-500', 125],
    ['clonazepam-odt-125', 125],
    ['clonazepam-drops-2500', 100],
    ['clonazepam-liquid-100', 1],
    ['diazepam-tablet-2000', 1000],
    ['lorazepam-tablet-500-scored', 250],
    ['alprazolam-tablet-250-scored', 125],
    ['alprazolam-er-tablet-500', 500],
  ])('the smallest step of %s is %i micrograms', (code, ug) => {
    const product = productOf(code);
    expect(product === null ? null : smallestStepOf(product)).toBe(ug);
  });
});

describe('an amount', () => {
  const half = tablet(500, 'halves');
  const drops = solution(2500, 40);
  const weighed = powder(10_000, 5);

  it.each<[string, Product, Amount, number | null]>([
    ['one and a half tablets', half, { product: 'made-up', quarters: 6 }, 750],
    ['a quarter of a tablet with one score', half, { product: 'made-up', quarters: 1 }, null],
    ['three quarters of it', half, { product: 'made-up', quarters: 3 }, null],
    ['none of it', half, { product: 'made-up', quarters: 0 }, null],
    ['less than none', half, { product: 'made-up', quarters: -4 }, null],
    ['a tablet and a bit', half, { product: 'made-up', quarters: 4.5 }, null],
    ['half of another product', half, { product: 'other', quarters: 2 }, null],
    ['a volume of tablets', half, { product: 'made-up', ul: 10 }, null],
    ['three drops', drops, { product: 'made-up', ul: 120 }, 300],
    ['a drop and a half', drops, { product: 'made-up', ul: 60 }, null],
    ['quarters of a liquid', drops, { product: 'made-up', quarters: 4 }, null],
    ['a weight of a liquid', drops, { product: 'made-up', mg: 40 }, null],
    ['two marks of powder', weighed, { product: 'made-up', mg: 10 }, 100],
    ['a mark and a bit', weighed, { product: 'made-up', mg: 6 }, null],
    ['a volume of powder', weighed, { product: 'made-up', ul: 10 }, null],
    ['of what cannot be given', solution(50, 10), { product: 'made-up', ul: 10 }, null],
  ])('%s', (_, product, amount, ug) => {
    expect(ugOf(product, amount)).toBe(ug);
  });

  it('of so many portions holds so many times the portion, for everything that is shipped', () => {
    const amountOf = (product: Product, portion: ReturnType<typeof portionsOf>[number], count: number): Amount =>
      portion.kind === 'part'
        ? { product: product.code, quarters: portion.quarters * count }
        : portion.kind === 'volume'
          ? { product: product.code, ul: portion.ul * count }
          : { product: product.code, mg: portion.mg * count };
    fc.assert(
      fc.property(fc.constantFrom(...products), fc.integer({ min: 1, max: 400 }), (product, count) =>
        portionsOf(product).every((portion) => ugOf(product, amountOf(product, portion, count)) === portion.ug * count),
      ),
      { numRuns: 10_000 },
    );
  });

  it('never holds more or fewer micrograms than its volume by arithmetic without a limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 10, max: 5000 }), fc.integer({ min: 1, max: 60_000 }), (concentration, mark, ul) => {
        const ug = ugOf(solution(concentration, mark), { product: 'made-up', ul });
        return ug === null ? ul % mark !== 0 || (concentration * mark) % 1000 !== 0 : BigInt(ug) * 1000n === BigInt(concentration) * BigInt(ul);
      }),
      { numRuns: 10_000 },
    );
  });
});
