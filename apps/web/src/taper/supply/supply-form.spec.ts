import { describe, expect, it } from '@jest/globals';
import { products, type Product } from '@evenkeel/medicines-rules';
import { fieldNamed, inputOf, type SupplyForm, writeQuarters } from './supply-form.js';

const of = (kind: Product['kind']): Product => {
  const found = products.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`No shipped product is a ${kind}`);
  return found;
};
const [tablet, liquid] = [of('solid'), of('liquid')];
const powder: Product = { ...tablet, kind: 'powder', form: 'powder', code: 'local-powder', concentrationUgPerG: 1000, scaleMarkMg: 1 };
const typed = (part: Partial<SupplyForm>): SupplyForm => ({ product: '', amount: '', concentration: '', dispensedOn: '2026-03-02', ...part });
const none = { quarters: null, microlitres: null, milligrams: null, concentrationMicrogramsPerMl: null, dispensedOn: '2026-03-02' };

describe('a dispensing as it is typed', () => {
  it('is sent in the unit of its product and in no other', () => {
    expect(inputOf(typed({ amount: '30' }), tablet, '.')).toEqual({ ...none, product: tablet.code, quarters: 120 });
    expect(inputOf(typed({ amount: '12,75' }), tablet, ',')).toEqual({ ...none, product: tablet.code, quarters: 51 });
    expect(inputOf(typed({ amount: '150', concentration: '0.4' }), liquid, '.')).toEqual({ ...none, product: liquid.code, microlitres: 150_000, concentrationMicrogramsPerMl: 400 });
    expect(inputOf(typed({ amount: '250' }), powder, '.')).toEqual({ ...none, product: powder.code, milligrams: 250 });
  });

  it('keeps a concentration that was typed before a tablet was chosen to itself', () =>
    expect(inputOf(typed({ amount: '30', concentration: 'x' }), tablet, '.')).toMatchObject({ concentrationMicrogramsPerMl: null }));

  it('names every field that keeps it from being sent', () => {
    expect(inputOf(typed({ dispensedOn: '' }), null, '.')).toEqual([{ field: 'product', reason: 'missing' }, { field: 'dispensedOn', reason: 'missing' }]);
    expect(inputOf(typed({ amount: '30.1' }), tablet, '.')).toEqual([{ field: 'amount', reason: 'not-in-quarters' }]);
    expect(inputOf(typed({ amount: '1,000', concentration: '' }), liquid, '.')).toEqual([{ field: 'amount', reason: 'two-ways-to-read' }, { field: 'concentration', reason: 'missing' }]);
    expect(inputOf(typed({ amount: '2.5' }), powder, '.')).toEqual([{ field: 'amount', reason: 'too-many-places' }]);
  });

  it('finds the field that the server names, whatever the unit', () =>
    expect(['product', 'quarters', 'microlitres', 'milligrams', 'concentrationMicrogramsPerMl', 'dispensedOn', 'id', null].map(fieldNamed)).toEqual(['product', 'amount', 'amount', 'amount', 'concentration', 'dispensedOn', null, null]));

  it('writes quarters as tablets', () => expect([120, 51, 1].map((quarters) => writeQuarters(quarters, ','))).toEqual(['30', '12,75', '0,25']));
});
