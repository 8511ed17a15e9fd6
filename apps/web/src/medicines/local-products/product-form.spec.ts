import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { checkLocalProduct } from '@evenkeel/medicines-rules';
import { emptyProductForm, fieldNamed, inputOf, type ProductForm, suggestedCode, withChange } from './product-form.js';

const liquid: ProductForm = {
  ...emptyProductForm, kind: 'liquid', medicine: 'diazepam', form: 'oral-liquid', label: 'Diazepam 2 mg/5 mL oral solution', concentrationUgPerMl: '0.4', syringeMarkUl: '0.1',
  syringeCapacityUl: '5', source: 'Summary of product characteristics, read by the pharmacy', checkedOn: '2026-03-02', countries: ['GB'],
};
const checked = (form: ProductForm): unknown => {
  const input = inputOf(form, '.');
  if (!('code' in input)) return input;
  const { rxNorm, ...rest } = input;
  const product = checkLocalProduct({ rxNorm, ...rest });
  return isRefusal(product) ? [product.code, product.field] : product;
};

describe('the form of a product', () => {
  it('sends figures as whole units, whichever decimal sign the reader writes with', () => {
    expect(inputOf(liquid, '.')).toMatchObject({ code: 'local-diazepam-oral-liquid-400', concentrationUgPerMl: 400, syringeMarkUl: 100, syringeCapacityUl: 5000, rxNorm: null });
    expect(inputOf({ ...liquid, concentrationUgPerMl: '0,4', syringeMarkUl: '0,1' }, ',')).toEqual(inputOf(liquid, '.'));
    expect(checked(liquid)).toMatchObject({ kind: 'liquid', medicine: 'diazepam', concentrationUgPerMl: 400, local: true });
  });

  it('names every field that is missing or no number, in the order of the form', () => {
    expect(inputOf(emptyProductForm, '.')).toEqual(['kind', 'medicine', 'form', 'label', 'source', 'checkedOn'].map((field) => ({ field, reason: 'missing' })));
    expect(inputOf({ ...liquid, concentrationUgPerMl: 'four', syringeMarkUl: '0.0001', label: ' ' }, '.')).toEqual([
      { field: 'concentrationUgPerMl', reason: 'not-a-number' }, { field: 'syringeMarkUl', reason: 'too-many-places' }, { field: 'label', reason: 'missing' }]);
    expect(inputOf({ ...liquid, syringeCapacityUl: '5,000' }, '.')).toEqual([{ field: 'syringeCapacityUl', reason: 'two-ways-to-read' }]);
  });

  it('sends figures of its own kind only, and keeps the others', () => {
    const solid = withChange(liquid, { kind: 'solid', form: 'tablet', strengthUg: '2', splittable: 'quarters' });
    expect(solid.concentrationUgPerMl).toBe('0.4');
    expect(inputOf(solid, '.')).toMatchObject({ strengthUg: 2000, splittable: 'quarters' });
    expect(Object.keys(inputOf(solid, '.'))).not.toContain('concentrationUgPerMl');
    expect(checked(solid)).toMatchObject({ kind: 'solid', strengthUg: 2000 });
  });

  it('takes forms of the kind only, and the one form of powders by itself', () => {
    expect(withChange(liquid, { kind: 'solid' }).form).toBe('');
    expect(withChange(liquid, { kind: 'powder' }).form).toBe('powder');
    expect(withChange(liquid, { label: 'other' }).form).toBe('oral-liquid');
  });

  it('forgets a confirmation when the strength that was read aloud is another one', () => {
    const confirmed = withChange(liquid, { strengthConfirmed: true });
    expect(confirmed.strengthConfirmed).toBe(true);
    expect(withChange(confirmed, { label: 'other' }).strengthConfirmed).toBe(true);
    expect(withChange(confirmed, { concentrationUgPerMl: '4' }).strengthConfirmed).toBe(false);
    expect(withChange(confirmed, { medicine: 'clonazepam' }).strengthConfirmed).toBe(false);
  });

  it('keeps a code that was typed, and knows which field a refusal names', () => {
    expect(inputOf({ ...liquid, code: 'our-own' }, '.')).toMatchObject({ code: 'our-own' });
    expect(suggestedCode({ ...liquid, concentrationUgPerMl: '' }, '.')).toBe('');
    expect([fieldNamed('strengthUg'), fieldNamed('toString'), fieldNamed(null)]).toEqual(['strengthUg', null, null]);
  });
});
