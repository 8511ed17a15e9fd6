import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '@evenkeel/kernel';
import { checkLocalProduct, toLocalProductInput } from './local-product.js';
import type { LocalProductInput } from './local-product-input.js';
import { portionsOf, productCountries } from './product.js';
import { products } from './products.js';
import { medicineCodes } from './medicine.js';

const common = {
  code: 'our-clonazepam', medicine: 'clonazepam', label: 'Clonazepam suspension', source: 'Formula of the pharmacy at the corner', checkedOn: '2026-11-20',
  countries: ['US'], rxNorm: null, strengthConfirmed: false,
};
const liquid: LocalProductInput = { ...common, kind: 'liquid', form: 'oral-liquid', concentrationUgPerMl: 100, syringeMarkUl: 10, syringeCapacityUl: 1000 };
const solid: LocalProductInput = { ...common, kind: 'solid', form: 'tablet', strengthUg: 1000, splittable: 'halves' };
const powder: LocalProductInput = { ...common, kind: 'powder', form: 'powder', concentrationUgPerG: 10_000, scaleMarkMg: 1, strengthConfirmed: true };

const verdict = (input: LocalProductInput): string => {
  const checked = checkLocalProduct(input);
  return isRefusal(checked) ? `${checked.code} at ${checked.field ?? ''}` : 'accepted';
};

describe('a local product', () => {
  it('is given back whole, marked as local, its source as provenance', () => {
    const provenance = { source: 'Formula of the pharmacy at the corner', certainty: 'read-in-source', checkedOn: '2026-11-20' };
    const same = { code: 'our-clonazepam', medicine: 'clonazepam', label: 'Clonazepam suspension', countries: ['US'], rxNorm: null, provenance, local: true };
    expect(checkLocalProduct({ ...liquid, label: '  Clonazepam suspension ', source: ' Formula of the pharmacy at the corner ' })).toEqual({
      ...same, kind: 'liquid', form: 'oral-liquid', concentrationUgPerMl: 100, syringeMarkUl: 10, syringeCapacityUl: 1000,
    });
    expect(checkLocalProduct(solid)).toEqual({ ...same, kind: 'solid', form: 'tablet', strengthUg: 1000, splittable: 'halves' });
    expect(checkLocalProduct(powder)).toEqual({ ...same, kind: 'powder', form: 'powder', concentrationUgPerG: 10_000, scaleMarkMg: 1 });
  });

  it.each<[string, object, string]>([
    ['a code with capitals', { code: 'Our' }, 'not-a-product-code at code'],
    ['an empty code', { code: '' }, 'not-a-product-code at code'],
    ['a code with three dashes', { code: 'our---own' }, 'not-a-product-code at code'],
    ['a code that starts with a dash', { code: '-our' }, 'not-a-product-code at code'],
    ['a code that ends with a dash', { code: 'our-' }, 'not-a-product-code at code'],
    ['a code of another syringe', { code: 'our-own--5-ml' }, 'accepted'],
    ['a long code', { code: 'a'.repeat(80) }, 'accepted'],
    ['a code that is too long', { code: 'a'.repeat(81) }, 'not-a-product-code at code'],
    ['a shipped code', { code: 'clonazepam-liquid-100' }, 'code-is-shipped at code'],
    ['another medicine', { medicine: 'gabapentin' }, 'unknown-medicine at medicine'],
    ['no label', { label: '   ' }, 'no-label at label'],
    ['a long label', { label: 'a'.repeat(120) }, 'accepted'],
    ['a label that is too long', { label: 'a'.repeat(121) }, 'no-label at label'],
    ['no source', { source: 'me       ' }, 'no-source at source'],
    ['a short source', { source: 'Pharmacy 1' }, 'accepted'],
    ['a source that is too short', { source: 'Pharmacy1' }, 'no-source at source'],
    ['a long source', { source: 'a'.repeat(300) }, 'accepted'],
    ['a source that is too long', { source: 'a'.repeat(301) }, 'no-source at source'],
    ['a day that does not exist', { checkedOn: '2026-02-29' }, 'not-a-date at checkedOn'],
    ['a day that exists in leap years', { checkedOn: '2028-02-29' }, 'accepted'],
    ['a leap day of a century', { checkedOn: '2100-02-29' }, 'not-a-date at checkedOn'],
    ['a leap day of every fourth century', { checkedOn: '2000-02-29' }, 'accepted'],
    ['the thirty-first of a short month', { checkedOn: '2026-11-31' }, 'not-a-date at checkedOn'],
    ['the last day of the year', { checkedOn: '2026-12-31' }, 'accepted'],
    ['the thirty-first in a leap year', { checkedOn: '2028-12-31' }, 'accepted'],
    ['a thirteenth month', { checkedOn: '2026-13-01' }, 'not-a-date at checkedOn'],
    ['day zero', { checkedOn: '2026-11-00' }, 'not-a-date at checkedOn'],
    ['the first of a month', { checkedOn: '2026-11-01' }, 'accepted'],
    ['a day with more behind it', { checkedOn: '2026-11-20T00:00' }, 'not-a-date at checkedOn'],
    ['a day with more before it', { checkedOn: ' 2026-11-20' }, 'not-a-date at checkedOn'],
    ['no country: made for the organisation', { countries: [] }, 'accepted'],
    ['a country nobody ships to', { countries: ['US', 'FR'] }, 'unknown-country at countries'],
    ['an RxNorm code', { rxNorm: '197527' }, 'accepted'],
    ['words for an RxNorm code', { rxNorm: 'RX197527' }, 'not-an-rxnorm-code at rxNorm'],
    ['an RxNorm code with a tail', { rxNorm: '197527x' }, 'not-an-rxnorm-code at rxNorm'],
    ['an RxNorm code that starts with zero', { rxNorm: '0197527' }, 'not-an-rxnorm-code at rxNorm'],
    ['an RxNorm code that is too long', { rxNorm: '123456789' }, 'not-an-rxnorm-code at rxNorm'],
    ['an RxNorm code of eight digits', { rxNorm: '12345678' }, 'accepted'],
    ['another kind', { kind: 'patch' }, 'unknown-kind at kind'],
    ['a form of tablets', { form: 'tablet' }, 'unknown-form at form'],
    ['drops', { form: 'oral-drops', syringeMarkUl: 40 }, 'accepted'],
    ['no concentration', { concentrationUgPerMl: undefined }, 'not-whole-and-positive at concentrationUgPerMl'],
    ['a concentration of zero', { concentrationUgPerMl: 0 }, 'not-whole-and-positive at concentrationUgPerMl'],
    ['a concentration below zero', { concentrationUgPerMl: -100 }, 'not-whole-and-positive at concentrationUgPerMl'],
    ['half a microgram', { concentrationUgPerMl: 100.5 }, 'not-whole-and-positive at concentrationUgPerMl'],
    ['grams for milligrams', { concentrationUgPerMl: 100_001, strengthConfirmed: true }, 'figure-out-of-range at concentrationUgPerMl'],
    ['no mark', { syringeMarkUl: undefined }, 'not-whole-and-positive at syringeMarkUl'],
    ['a mark that no syringe has', { syringeMarkUl: 9 }, 'figure-out-of-range at syringeMarkUl'],
    ['a mark of 5 mL', { syringeMarkUl: 5000, syringeCapacityUl: 5000 }, 'accepted'],
    ['a mark above 5 mL', { syringeMarkUl: 5001, syringeCapacityUl: 5001 }, 'figure-out-of-range at syringeMarkUl'],
    ['no capacity', { syringeCapacityUl: undefined }, 'not-whole-and-positive at syringeCapacityUl'],
    ['less capacity than a mark', { syringeMarkUl: 100, syringeCapacityUl: 50 }, 'figure-out-of-range at syringeCapacityUl'],
    ['a syringe of 60 mL', { syringeCapacityUl: 60_000 }, 'accepted'],
    ['a bucket', { syringeCapacityUl: 60_010 }, 'figure-out-of-range at syringeCapacityUl'],
    ['a capacity between marks', { syringeMarkUl: 20, syringeCapacityUl: 1010 }, 'capacity-not-whole-marks at syringeCapacityUl'],
    ['a mark of half a microgram', { concentrationUgPerMl: 50 }, 'mark-not-whole-micrograms at syringeMarkUl'],
    ['the same with a coarser syringe', { concentrationUgPerMl: 50, syringeMarkUl: 20 }, 'accepted'],
  ])('liquid: %s', (_, more, expected) => {
    expect(verdict({ ...liquid, ...more })).toBe(expected);
  });

  it.each<[string, object, string]>([
    ['a form of liquids', { form: 'oral-liquid' }, 'unknown-form at form'],
    ['no strength', { strengthUg: undefined }, 'not-whole-and-positive at strengthUg'],
    ['half a microgram', { strengthUg: 0.5 }, 'not-whole-and-positive at strengthUg'],
    ['100 mg', { strengthUg: 100_000, strengthConfirmed: true }, 'accepted'],
    ['more than 100 mg', { strengthUg: 100_004, strengthConfirmed: true }, 'figure-out-of-range at strengthUg'],
    ['no word on splitting', { splittable: undefined }, 'unknown-splitting at splittable'],
    ['thirds', { splittable: 'thirds' }, 'unknown-splitting at splittable'],
    ['a melting tablet in halves', { form: 'orally-disintegrating-tablet' }, 'must-not-be-split at splittable'],
    ['a slow tablet in halves', { form: 'extended-release-tablet' }, 'must-not-be-split at splittable'],
    ['a capsule in quarters', { form: 'capsule', splittable: 'quarters' }, 'must-not-be-split at splittable'],
    ['a whole slow capsule', { form: 'extended-release-capsule', splittable: 'whole' }, 'accepted'],
    ['a quarter of 0.25 mg, 62.5 micrograms', { strengthUg: 250, splittable: 'quarters' }, 'part-not-whole-micrograms at splittable'],
    ['half of 125 micrograms', { strengthUg: 125 }, 'part-not-whole-micrograms at splittable'],
    ['a whole tablet of 125 micrograms', { strengthUg: 125, splittable: 'whole' }, 'accepted'],
  ])('solid: %s', (_, more, expected) => {
    expect(verdict({ ...solid, ...more })).toBe(expected);
  });

  it.each<[string, object, string]>([
    ['a form of tablets', { form: 'tablet' }, 'unknown-form at form'],
    ['no concentration', { concentrationUgPerG: undefined }, 'not-whole-and-positive at concentrationUgPerG'],
    ['pure', { concentrationUgPerG: 1_000_000 }, 'accepted'],
    ['more than pure', { concentrationUgPerG: 1_000_001 }, 'figure-out-of-range at concentrationUgPerG'],
    ['nobody has confirmed it', { strengthConfirmed: false }, 'nothing-to-compare at concentrationUgPerG'],
    ['no scale', { scaleMarkMg: undefined }, 'not-whole-and-positive at scaleMarkMg'],
    ['a kitchen scale', { scaleMarkMg: 1000 }, 'accepted'],
    ['a coarser scale', { scaleMarkMg: 1001 }, 'figure-out-of-range at scaleMarkMg'],
    ['a mark of 2.941 micrograms', { concentrationUgPerG: 2941 }, 'mark-not-whole-micrograms at scaleMarkMg'],
  ])('powder: %s', (_, more, expected) => {
    expect(verdict({ ...powder, ...more })).toBe(expected);
  });
});

describe('the slip of a decimal point', () => {
  it.each<[string, LocalProductInput, string]>([
    ['clonazepam 1 mg/mL is ten times 0.1 mg/mL', { ...liquid, concentrationUgPerMl: 1000 }, 'ten-fold at concentrationUgPerMl'],
    ['clonazepam 0.01 mg/mL is a tenth of it', { ...liquid, concentrationUgPerMl: 10, syringeMarkUl: 100 }, 'ten-fold at concentrationUgPerMl'],
    ['clonazepam 0.04 mg/mL is a tenth of 0.4', { ...liquid, concentrationUgPerMl: 40, syringeMarkUl: 50 }, 'ten-fold at concentrationUgPerMl'],
    ['clonazepam 0.009 mg/mL is below a tenth of all', { ...liquid, concentrationUgPerMl: 9, syringeMarkUl: 1000 }, 'ten-fold at concentrationUgPerMl'],
    ['clonazepam 26 mg/mL is above ten times all', { ...liquid, concentrationUgPerMl: 26_000 }, 'ten-fold at concentrationUgPerMl'],
    ['clonazepam 24 mg/mL is not', { ...liquid, concentrationUgPerMl: 24_000 }, 'accepted'],
    ['clonazepam 0.011 mg/mL is not', { ...liquid, concentrationUgPerMl: 11, syringeMarkUl: 1000 }, 'accepted'],
    ['somebody has read it on the label', { ...liquid, concentrationUgPerMl: 1000, strengthConfirmed: true }, 'accepted'],
    ['diazepam 10 mg is known, although ten times 1 mg would not be', { ...solid, medicine: 'diazepam', strengthUg: 10_000 }, 'accepted'],
    ['diazepam 0.5 mg is a tenth of 5 mg', { ...solid, medicine: 'diazepam', strengthUg: 500 }, 'ten-fold at strengthUg'],
    ['lorazepam 2.5 mg (Australia) is neither', { ...solid, medicine: 'lorazepam', strengthUg: 2500 }, 'accepted'],
    ['a liquid of a medicine that has none is asked about', { ...liquid, medicine: 'temazepam', concentrationUgPerMl: 2000 }, 'nothing-to-compare at concentrationUgPerMl'],
    ['and passes when confirmed', { ...liquid, medicine: 'temazepam', concentrationUgPerMl: 2000, strengthConfirmed: true }, 'accepted'],
  ])('%s', (_, input, expected) => {
    expect(verdict(input)).toBe(expected);
  });

  it('names the figure it was taken for', () => {
    expect(checkLocalProduct({ ...liquid, concentrationUgPerMl: 1000 })).toMatchObject({ facts: { known: 100 } });
    expect(checkLocalProduct({ ...liquid, concentrationUgPerMl: 26_000 })).toMatchObject({ facts: { known: 2500 } });
    expect(checkLocalProduct({ ...liquid, concentrationUgPerMl: 9, syringeMarkUl: 1000 })).toMatchObject({ facts: { known: 100 } });
  });
});

describe('a refusal', () => {
  it.each<[string, LocalProductInput, object]>([
    ['says what a code may be', { ...liquid, code: '' }, { atMost: 80 }],
    ['says how long a label may be', { ...liquid, label: '' }, { atMost: 120 }],
    ['says how long a source is', { ...liquid, source: '' }, { atLeast: 10, atMost: 300 }],
    ['says the bounds of a mark', { ...liquid, syringeMarkUl: 9 }, { atLeast: 10, atMost: 5000 }],
    ['says the mark of the syringe', { ...liquid, syringeMarkUl: 20, syringeCapacityUl: 1010 }, { syringeMarkUl: 20 }],
    ['says where a mark would be whole', { ...liquid, concentrationUgPerMl: 50 }, { wholeAtUl: 20 }],
    ['says where a weight would be whole', { ...powder, concentrationUgPerG: 2500 }, { wholeAtMg: 2 }],
    ['says the strength that does not divide', { ...solid, strengthUg: 125 }, { strengthUg: 125 }],
  ])('%s', (_, input, facts) => {
    const checked = checkLocalProduct(input);
    expect(isRefusal(checked) ? checked.facts : null).toEqual(facts);
  });
});

describe('any local product', () => {
  const text = (atLeast: number): fc.Arbitrary<string> => fc.string({ minLength: atLeast, maxLength: 40 }).map((each) => `${each.trim()} 0123456789`.trim());
  const input: fc.Arbitrary<LocalProductInput> = fc
    .record({
      code: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/),
      medicine: fc.constantFrom(...medicineCodes),
      label: text(1),
      source: text(10),
      checkedOn: fc.constantFrom('2026-01-31', '2028-02-29', '2026-11-22'),
      countries: fc.subarray([...productCountries]),
      rxNorm: fc.constantFrom(null, '197527'),
      strengthConfirmed: fc.boolean(),
      figures: fc.oneof(
        fc.record({ kind: fc.constant('solid'), form: fc.constantFrom('tablet', 'capsule'), strengthUg: fc.integer({ min: 0, max: 40_000 }), splittable: fc.constantFrom('whole', 'halves', 'quarters') }),
        fc.record({
          kind: fc.constant('liquid'), form: fc.constantFrom('oral-liquid', 'oral-drops'), concentrationUgPerMl: fc.integer({ min: 0, max: 6000 }),
          syringeMarkUl: fc.constantFrom(10, 20, 40, 100, 500), syringeCapacityUl: fc.constantFrom(1000, 2000, 5000),
        }),
        fc.record({ kind: fc.constant('powder'), form: fc.constant('powder'), concentrationUgPerG: fc.integer({ min: 0, max: 60_000 }), scaleMarkMg: fc.constantFrom(1, 2, 5, 10, 100) }),
      ),
    })
    .map(({ figures, ...rest }) => ({ ...rest, ...figures }));

  it('that is accepted comes back unchanged when it is stored and checked again', () => {
    let [accepted, tried] = [0, 0];
    fc.assert(
      fc.property(input, (entered) => {
        tried += 1;
        const product = checkLocalProduct(entered);
        if (isRefusal(product)) return product.field !== null && product.field in { ...liquid, ...solid, ...powder };
        accepted += 1;
        const stored = JSON.parse(JSON.stringify(toLocalProductInput(product))) as LocalProductInput;
        return JSON.stringify(checkLocalProduct(stored)) === JSON.stringify(product);
      }),
      { numRuns: 10_000 },
    );
    // A law about nothing would hold as well.
    expect(accepted * 20).toBeGreaterThan(tried);
  });

  it('that is accepted has portions, all of whole micrograms', () => {
    fc.assert(
      fc.property(input, (entered) => {
        const product = checkLocalProduct(entered);
        if (isRefusal(product)) return true;
        const portions = portionsOf(product);
        const parts = product.kind !== 'solid' ? 1 : { whole: 1, halves: 2, quarters: 3 }[product.splittable];
        return portions.length === parts && portions.every(({ ug }) => Number.isSafeInteger(ug) && ug > 0);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([liquid, solid, powder].map((entered): [string, LocalProductInput] => [entered.kind, entered]))('a %s comes back as it was entered, its strength confirmed', (_, entered) => {
    const product = checkLocalProduct(entered);
    expect(isRefusal(product) ? product : toLocalProductInput(product)).toEqual({ ...entered, strengthConfirmed: true });
  });

  it('could be any shipped one, entered under another code', () => {
    for (const product of products) {
      const entered = { ...toLocalProductInput(product), code: `our-${product.code}`, label: 'Our label' };
      expect(toLocalProductInput(product).label).toBe('');
      expect(checkLocalProduct(entered)).toEqual({ ...product, code: `our-${product.code}`, label: 'Our label', local: true, provenance: { ...product.provenance, certainty: 'read-in-source' } });
    }
  });
});
