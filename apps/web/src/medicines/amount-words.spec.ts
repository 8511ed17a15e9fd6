import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { solidForms, productOf, products, splittables, type Amount, type PowderProduct, type Product } from '@evenkeel/medicines-rules';
import { createInstance } from 'i18next';
import { formatsFor } from '../language/formats.js';
import { amountWords, type AmountWriter } from './amount-words.js';

const catalogue = (language: string): object => JSON.parse(readFileSync(join(import.meta.dirname, `language/${language}.json`), 'utf8')) as object;
const i18n = createInstance();
await i18n.init({ resources: { en: { medicines: catalogue('en') }, es: { medicines: catalogue('es') } }, lng: 'en', interpolation: { escapeValue: false } });

const writer = (language: 'en' | 'es', country: string): AmountWriter => {
  const t = i18n.getFixedT(language, 'medicines');
  const formats = formatsFor(language, country, 'UTC', () => new Date(0));
  return { t: (key, values) => t(key, { ...values }), dose: formats.dose, number: formats.number };
};
const named = (code: string): Product => {
  const product = productOf(code);
  if (product === null) throw new Error(`no ${code}`);
  return product;
};
const said = (product: Product, amount: object, language: 'en' | 'es', country = language === 'en' ? 'US' : 'ES'): string =>
  amountWords({ product: product.code, ...amount } as Amount, product, writer(language, country)).replaceAll('\u00a0', '~');

const half = named('clonazepam-tablet-500');

describe('an amount in words', () => {
  it.each<[number, string, string]>([
    [1, 'a quarter of a 0.5~mg tablet', 'un cuarto de comprimido de 0,5~mg'],
    [2, 'half of a 0.5~mg tablet', 'medio comprimido de 0,5~mg'],
    [3, 'three quarters of a 0.5~mg tablet', 'tres cuartos de comprimido de 0,5~mg'],
    [4, 'one 0.5~mg tablet', 'un comprimido de 0,5~mg'],
    [5, 'one and a quarter 0.5~mg tablets', 'un comprimido y cuarto de 0,5~mg'],
    [6, 'one and a half 0.5~mg tablets', 'un comprimido y medio de 0,5~mg'],
    [7, 'one and three quarter 0.5~mg tablets', 'un comprimido y tres cuartos de 0,5~mg'],
    [8, 'two 0.5~mg tablets', 'dos comprimidos de 0,5~mg'],
    [10, 'two and a half 0.5~mg tablets', 'dos comprimidos y medio de 0,5~mg'],
    [48, 'twelve 0.5~mg tablets', 'doce comprimidos de 0,5~mg'],
    [52, '13 tablets of 0.5~mg', '13 comprimidos de 0,5~mg'],
    [54, '13 and a half tablets of 0.5~mg', '13 comprimidos y medio de 0,5~mg'],
  ])('%i quarters of a tablet', (quarters, en, es) => {
    expect([said(half, { quarters }, 'en'), said(half, { quarters }, 'es')]).toEqual([en, es]);
  });

  it.each<[string, object, string, string]>([
    ['clonazepam-odt-125', { quarters: 8 }, 'two 0.125~mg melting tablets', 'dos comprimidos bucodispersables de 0,125~mg'],
    ['alprazolam-er-tablet-500', { quarters: 4 }, 'one 0.5~mg slow-release tablet', 'un comprimido de liberación prolongada de 0,5~mg'],
    ['temazepam-capsule-7500', { quarters: 4 }, 'one 7.5~mg capsule', 'una cápsula de 7,5~mg'],
    ['lorazepam-er-capsule-1000', { quarters: 12 }, 'three 1~mg slow-release capsules', 'tres cápsulas de liberación prolongada de 1~mg'],
    ['clonazepam-liquid-100', { ul: 350 }, '0.35 mL of the liquid (0.1~mg in each mL)', '0,35 mL del líquido (0,1~mg en cada mL)'],
    ['diazepam-liquid-5000', { ul: 1000 }, '1 mL of the liquid (5~mg in each mL)', '1 mL del líquido (5~mg en cada mL)'],
    ['clonazepam-drops-2500', { ul: 40 }, 'one drop (0.1~mg in each drop)', 'una gota (0,1~mg en cada gota)'],
    ['clonazepam-drops-2500', { ul: 120 }, 'three drops (0.1~mg in each drop)', 'tres gotas (0,1~mg en cada gota)'],
    ['clonazepam-drops-2500', { ul: 1000 }, '25 drops (0.1~mg in each drop)', '25 gotas (0,1~mg en cada gota)'],
    ['clonazepam-drops-2500', { ul: 50 }, '', ''],
    ['clonazepam-drops-2500', { quarters: 4 }, '', ''],
  ])('%s: %j', (code, amount, en, es) => {
    expect([said(named(code), amount, 'en'), said(named(code), amount, 'es')]).toEqual([en, es]);
  });

  it('of a powder says what is weighed and what is in it', () => {
    const powder: PowderProduct = { ...half, kind: 'powder', form: 'powder', concentrationUgPerG: 10_000, scaleMarkMg: 1 };
    expect(said(powder, { mg: 35 }, 'en')).toBe('powder weighed to 35 mg (10~mg of the medicine in each gram)');
    expect(said(powder, { mg: 35 }, 'es', 'MX')).toBe('polvo pesado hasta 35 mg (10~mg del medicamento en cada gramo)');
  });

  it('never has two numerals side by side, nor a key instead of words, for anything that is shipped', () => {
    const steps = { whole: 4, halves: 2, quarters: 1 } as const;
    const wrong: string[] = [];
    for (const product of products) {
      for (const count of [1, 2, 3, 5, 6, 7, 12, 13, 23, 50, 51, 54, 55]) {
        const amount = product.kind === 'solid' ? { quarters: steps[product.splittable] * count } : product.kind === 'liquid' ? { ul: product.syringeMarkUl * count } : { mg: count };
        for (const language of ['en', 'es'] as const) {
          const text = said(product, amount, language);
          const bare = text.replaceAll(/~(mg|micrograms?|microgramos?)/g, '');
          if (/amount\.|\{\{|^$|undefined/.test(text) || /\d \d/.test(bare)) wrong.push(`${product.code} ${JSON.stringify(amount)}: ${text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('words of the list of products', () => {
  it('exist for every form and every way of splitting', () => {
    for (const language of ['en', 'es']) {
      const t = i18n.getFixedT(language, 'medicines');
      for (const form of [...solidForms, 'oral-liquid', 'oral-drops', 'powder']) expect(t(`form.${form}`)).not.toBe(`form.${form}`);
      for (const splittable of splittables) expect(t(`splitting.${splittable}`)).not.toBe(`splitting.${splittable}`);
    }
  });
});
