import { describe, expect, it } from '@jest/globals';
import { medicineCodes } from './medicine.js';
import { portionsOf, productCountries } from './product.js';
import { productOf, products, productsOf, releasesSlowly } from './products.js';
import { oralSyringes, syringeCodes, withSyringe } from './syringes.js';

describe('the shipped products', () => {
  it('have one code each, which says what they are', () => {
    expect(new Set(products.map(({ code }) => code)).size).toBe(products.length);
    for (const product of products) {
      expect(product.code).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
      expect(product.code.startsWith(`${product.medicine}-`)).toBe(true);
      expect(productOf(product.code)).toBe(product);
    }
    expect(productOf('clonazepam-tablet-501')).toBeNull();
  });

  it('exist for every medicine', () => {
    expect(medicineCodes.filter((code) => productsOf(code).length === 0)).toEqual([]);
  });

  it('are sold somewhere, say who says so, and are not local', () => {
    for (const product of products) {
      expect(product.countries.length).toBeGreaterThan(0);
      expect(product.countries.filter((country) => !productCountries.includes(country))).toEqual([]);
      expect(product.provenance.source.length).toBeGreaterThan(10);
      expect(product.provenance.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect([product.local, product.label]).toEqual([false, null]);
    }
  });

  it('are split only where a source was read: plain tablets, into whole micrograms', () => {
    const split = products.flatMap((product) => (product.kind === 'solid' && product.splittable !== 'whole' ? [product] : []));
    expect(split.length).toBeGreaterThan(10);
    for (const product of split) {
      expect([product.code, product.form]).toEqual([product.code, 'tablet']);
      expect(product.provenance.certainty).not.toBe('to-be-checked');
      expect(portionsOf(product).length).toBe(product.splittable === 'halves' ? 2 : 3);
    }
  });

  it('have whole numbers everywhere, and at least one portion', () => {
    for (const product of products) {
      const figures = product.kind === 'solid' ? [product.strengthUg] : product.kind === 'liquid' ? [product.concentrationUgPerMl, product.syringeMarkUl, product.syringeCapacityUl] : [];
      for (const figure of figures) expect(Number.isSafeInteger(figure) && figure > 0).toBe(true);
      for (const { ug } of portionsOf(product)) expect(Number.isSafeInteger(ug) && ug > 0).toBe(true);
      expect(portionsOf(product).length).toBeGreaterThan(0);
      if (product.kind === 'liquid') expect(product.syringeCapacityUl % product.syringeMarkUl).toBe(0);
    }
  });

  it('share an RxNorm code only when they differ in the score', () => {
    const seen = new Map<string, string>();
    for (const product of products) {
      if (product.rxNorm === null) continue;
      const same = product.kind === 'solid' ? `${product.medicine} ${product.form} ${String(product.strengthUg)}` : product.code;
      expect(product.rxNorm).toMatch(/^[1-9]\d{5,6}$/);
      expect([product.rxNorm, seen.get(product.rxNorm) ?? same]).toEqual([product.rxNorm, same]);
      seen.set(product.rxNorm, same);
    }
  });

  it('can be asked for by country', () => {
    expect(productsOf('clonazepam', 'GB').map(({ code }) => code)).toEqual(['clonazepam-liquid-100', 'clonazepam-liquid-400']);
    expect(productsOf('clonazepam', 'ES').map(({ code }) => code)).toEqual(['clonazepam-tablet-500-es', 'clonazepam-tablet-2000-es', 'clonazepam-drops-2500']);
    expect(productsOf('nitrazepam', 'US')).toEqual([]);
    expect(productsOf('nitrazepam').map(({ code }) => code)).toEqual(['nitrazepam-tablet-5000']);
  });

  it('know which of them release slowly', () => {
    expect(products.filter(releasesSlowly).map(({ medicine, form }) => `${medicine} ${form}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'alprazolam extended-release-tablet'),
      ...Array.from({ length: 3 }, () => 'lorazepam extended-release-capsule'),
      ...Array.from({ length: 2 }, () => 'zolpidem extended-release-tablet'),
    ]);
  });
});

/** RxNorm semantic clinical drugs of the public value set, copied a second time on purpose. */
const rxNorm: Readonly<Record<string, string>> = {
  'clonazepam-tablet-500': '197527', 'clonazepam-tablet-1000': '197528', 'clonazepam-tablet-2000': '197529',
  'clonazepam-odt-125': '349194', 'clonazepam-odt-250': '349195', 'clonazepam-odt-500': '349198', 'clonazepam-odt-1000': '349196', 'clonazepam-odt-2000': '349197',
  'diazepam-tablet-2000': '197590', 'diazepam-tablet-5000': '197591', 'diazepam-tablet-10000': '197589', 'diazepam-liquid-1000': '309843', 'diazepam-liquid-5000': '309844',
  'lorazepam-tablet-500': '197900', 'lorazepam-tablet-1000': '197901', 'lorazepam-tablet-2000': '197902', 'lorazepam-liquid-2000': '311376',
  'lorazepam-er-capsule-1000': '2569564', 'lorazepam-er-capsule-2000': '2569573', 'lorazepam-er-capsule-3000': '2569577',
  'alprazolam-liquid-1000': '308050', 'alprazolam-tablet-250': '308047', 'alprazolam-tablet-500': '308048', 'alprazolam-tablet-1000': '197321', 'alprazolam-tablet-2000': '197322',
  'alprazolam-odt-250': '485413', 'alprazolam-odt-500': '485415', 'alprazolam-odt-1000': '485414', 'alprazolam-odt-2000': '485416',
  'alprazolam-er-tablet-500': '433798', 'alprazolam-er-tablet-1000': '433800', 'alprazolam-er-tablet-2000': '433799', 'alprazolam-er-tablet-3000': '433801',
  'clorazepate-tablet-3750': '197465', 'clorazepate-tablet-7500': '197466', 'clorazepate-tablet-15000': '197464',
  'oxazepam-capsule-10000': '198057', 'oxazepam-capsule-15000': '312134', 'oxazepam-capsule-30000': '198059',
  'temazepam-capsule-7500': '198243', 'temazepam-capsule-15000': '198241', 'temazepam-capsule-22500': '485489', 'temazepam-capsule-30000': '198242',
  'triazolam-tablet-125': '198317', 'triazolam-tablet-250': '198318', 'estazolam-tablet-1000': '197653', 'estazolam-tablet-2000': '197654',
  'clobazam-tablet-5000': '427538', 'clobazam-tablet-10000': '199450', 'clobazam-tablet-20000': '246172', 'quazepam-tablet-15000': '198183',
};

describe('RxNorm (public value set)', () => {
  it.each(Object.entries(rxNorm))('%s is %s', (code, rxcui) => {
    expect(productOf(code)?.rxNorm).toBe(rxcui);
  });

  it('is left open for everything else but a scored twin', () => {
    const others = products.filter(({ code, rxNorm: rxcui }) => rxcui !== null && !(code in rxNorm));
    expect(others.map(({ code, rxNorm: rxcui }) => [code, rxcui])).toEqual([
      ['alprazolam-tablet-250-scored', '308047'], ['alprazolam-tablet-1000-scored', '197321'], ['alprazolam-tablet-2000-scored', '197322'],
      ['clonazepam-tablet-1000-scored', '197528'], ['clonazepam-tablet-2000-scored', '197529'], ['lorazepam-tablet-500-scored', '197900'],
    ]);
  });
});

/** Read once more in the source that the name gives. */
const scores: readonly (readonly [source: string, code: string, parts: readonly number[]])[] = [
  ['Smallest practical step, clonazepam: a quarter of 0.5 mg', 'clonazepam-tablet-500', [500, 250, 125]],
  ['Klonopin: only 0.5 mg is reliably scored', 'clonazepam-tablet-1000', [1000]],
  ['Mylan label: all three strengths of clonazepam scored', 'clonazepam-tablet-1000-scored', [1000, 500]],
  ['Mylan label: all three strengths of clonazepam scored', 'clonazepam-tablet-2000-scored', [2000, 1000]],
  ['Rivotril, ficha técnica: 0.5 mg in two halves', 'clonazepam-tablet-500-es', [500, 250]],
  ['Rivotril, ficha técnica: 2 mg in halves or quarters', 'clonazepam-tablet-2000-es', [2000, 1000, 500]],
  ['Melting tablets are brittle', 'clonazepam-odt-125', [125]],
  ['Smallest practical step, diazepam: half of 2 mg', 'diazepam-tablet-2000', [2000, 1000]],
  ['Diazepam DAN 5620, 10 mg: two pieces', 'diazepam-tablet-10000', [10_000, 5000]],
  ['No score of diazepam 5 mg read', 'diazepam-tablet-5000', [5000]],
  ['Sun label: lorazepam 0.5 mg plain on both sides', 'lorazepam-tablet-500', [500]],
  ['Smallest practical step, lorazepam: half of 0.5 mg', 'lorazepam-tablet-500-scored', [500, 250]],
  ['Sun label: lorazepam 1 mg bisected', 'lorazepam-tablet-1000', [1000, 500]],
  ['Sun label: lorazepam 2 mg bisected', 'lorazepam-tablet-2000', [2000, 1000]],
  ['DailyMed 176bcb54: alprazolam 2 mg multi-scored', 'alprazolam-tablet-2000-scored', [2000, 1000, 500]],
  ['Alprazolam XR is never split', 'alprazolam-er-tablet-1000', [1000]],
  ['Clorazepate M 30: two pieces', 'clorazepate-tablet-3750', [3750, 1875]],
  ['Triazolam 54 620: two pieces', 'triazolam-tablet-250', [250, 125]],
  ['No whole microgram in half of 0.125 mg', 'triazolam-tablet-125', [125]],
  ['Onfi: functional score on 10 mg', 'clobazam-tablet-10000', [10_000, 5000]],
  ['Onfi: functional score on 20 mg', 'clobazam-tablet-20000', [20_000, 10_000]],
];

describe('what may be split', () => {
  it.each(scores)('%s: %s', (_, code, parts) => {
    const product = productOf(code);
    expect(product === null ? null : portionsOf(product).map(({ ug }) => ug)).toEqual(parts);
  });
});

describe('a liquid with another syringe', () => {
  it('is another product with other marks', () => {
    const liquids = products.flatMap((product) => (product.kind === 'liquid' ? [product] : []));
    for (const liquid of liquids) {
      for (const code of syringeCodes) {
        const other = withSyringe(liquid, oralSyringes[code]);
        expect(other).toEqual({ ...liquid, code: `${liquid.code}--${code}`, syringeMarkUl: oralSyringes[code].markUl, syringeCapacityUl: oralSyringes[code].capacityUl });
        expect(portionsOf(other)).toHaveLength(1);
      }
    }
    expect(oralSyringes['1-ml']).toMatchObject({ code: '1-ml', markUl: 10, capacityUl: 1000 });
    expect(oralSyringes['1-ml-coarse']).toMatchObject({ code: '1-ml-coarse', markUl: 20, capacityUl: 1000 });
    expect(oralSyringes['5-ml']).toMatchObject({ code: '5-ml', markUl: 200, capacityUl: 5000 });
  });
});
