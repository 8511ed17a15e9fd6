import { describe, expect, it } from '@jest/globals';
import { products } from '@evenkeel/medicines-rules';
import fc from 'fast-check';
import { drawnAmount } from './drawn-amount.js';
import { readAmount, type ToldAmount } from './told-amount.js';

const nothing: ToldAmount = {
  product: 'x', label: null, form: 'tablet', quarters: null, microlitres: null, milligrams: null, strengthMicrograms: null,
  concentrationMicrogramsPerMl: null, syringeMarkMicrolitres: null, syringeCapacityMicrolitres: null,
};
const tablets = (quarters: number, form = 'tablet'): ToldAmount => ({ ...nothing, form, quarters, strengthMicrograms: 500 });
const liquid = (microlitres: number, mark = 10, capacity = 1000, form = 'oral-liquid'): ToldAmount =>
  ({ ...nothing, form, microlitres, concentrationMicrogramsPerMl: 100, syringeMarkMicrolitres: mark, syringeCapacityMicrolitres: capacity });
const partsOf = (told: ToldAmount) => {
  const drawn = drawnAmount(told);
  return drawn?.kind === 'units' ? drawn.parts.join(' ') : null;
};

describe('the picture of an amount', () => {
  it.each([[1, 'quarter'], [2, 'half'], [3, 'half quarter'], [4, 'whole'], [5, 'whole quarter'], [6, 'whole half'], [7, 'whole half quarter'], [12, 'whole whole whole']])('%i quarters are drawn as %s', (quarters, parts) => {
    expect(partsOf(tablets(quarters))).toBe(parts);
  });

  it('of tablets always adds up to the quarters', () => {
    const size = { whole: 4, half: 2, quarter: 1 };
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), (quarters) => {
      const drawn = drawnAmount(tablets(quarters));
      if (drawn?.kind === 'units') expect(drawn.parts.reduce((sum, part) => sum + size[part], 0)).toBe(quarters);
    }));
    expect(drawnAmount(tablets(52))).toBeNull();
  });

  it('tells capsules, tablets and drops apart', () => {
    expect(drawnAmount(tablets(4, 'extended-release-capsule'))).toMatchObject({ look: 'capsule' });
    expect(drawnAmount(tablets(4, 'orally-disintegrating-tablet'))).toMatchObject({ look: 'tablet' });
    expect(drawnAmount(liquid(120, 40, 1000, 'oral-drops'))).toEqual({ kind: 'units', look: 'drop', parts: ['whole', 'whole', 'whole'] });
    expect(drawnAmount({ ...nothing, form: 'powder', milligrams: 35, strengthMicrograms: 10_000 })).toBeNull();
  });

  it('of a liquid is a syringe at its mark, a full one once with how often, and one with the rest', () => {
    expect(drawnAmount(liquid(350))).toMatchObject({ kind: 'syringe', fillings: [{ ul: 350, times: 1 }] });
    expect(drawnAmount(liquid(2_350))).toMatchObject({ fillings: [{ ul: 1000, times: 2 }, { ul: 350, times: 1 }] });
    expect(drawnAmount(liquid(1_000))).toMatchObject({ fillings: [{ ul: 1000, times: 1 }] });
    fc.assert(fc.property(fc.integer({ min: 1, max: 90_000 }), (ul) => {
      const drawn = drawnAmount(liquid(ul));
      expect(drawn?.kind === 'syringe' ? drawn.fillings.reduce((sum, each) => sum + each.ul * each.times, 0) : null).toBe(ul);
    }));
  });

  it('has marks from zero to the capacity, few enough to be told apart', () => {
    fc.assert(fc.property(fc.constantFrom(10, 20, 50, 100, 200, 500), fc.integer({ min: 1, max: 500 }), (mark, marks) => {
      const drawn = drawnAmount(liquid(mark, mark, mark * marks));
      if (drawn?.kind !== 'syringe') throw new Error('no syringe');
      const at = drawn.ticks.map(({ ul }) => ul);
      expect(at[0]).toBe(0);
      expect(at.length).toBeLessThanOrEqual(26);
      expect(at.every((ul) => ul % mark === 0 && ul <= mark * marks)).toBe(true);
      expect(drawn.ticks.at(-1)?.isLong).toBe(true);
    }));
  });
});

describe('an amount that was told', () => {
  it('can be read for every product that is shipped, and for no form that is not known', () => {
    for (const product of products) {
      const told: ToldAmount = product.kind === 'solid' ? { ...tablets(4, product.form) } : product.kind === 'liquid' ? liquid(product.syringeMarkUl, product.syringeMarkUl, product.syringeCapacityUl, product.form) : nothing;
      expect(readAmount(told)?.product.form).toBe(product.form);
    }
    expect(readAmount({ ...nothing, form: 'patch', quarters: 4, strengthMicrograms: 1 })).toBeNull();
  });
});
