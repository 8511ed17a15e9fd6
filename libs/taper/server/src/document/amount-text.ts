import { divideDown, divideExactly, divideUp, remainder } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { Amount, Product } from '@evenkeel/medicines-rules';
import { type AmountNeeded, type DoseLocale, formatDose } from '@evenkeel/taper-rules';
import { sayAmount } from './amount-sentences.js';

type Key = Parameters<typeof sayAmount>[1];

/** How a reader in this country reads figures: the pharmacy's label decides about comma and point. */
export function localeOf(language: Language, country: string): DoseLocale {
  if (language === 'en') return country === 'GB' || country === 'IE' ? 'en-GB' : 'en-US';
  return country === 'US' ? 'es-US' : country === 'MX' ? 'es-MX' : 'es-ES';
}

/** A number in figures, at most three places behind the sign. */
export const figure = (value: number, locale: DoseLocale): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false }).format(value);

/** Beyond twelve a number stands in figures, and never beside those of the strength. */
const largestNumberInWords = 12;
const endings = ['', 'quarter', 'half', 'threeQuarters'] as const;

/** Says amounts to one reader. */
export interface AmountTeller {
  /** As it is taken: "one and a half 0.5 mg tablets". Throws for an amount that is not one of this product. */
  taken(amount: Amount, product: Product): string;
  /** As it is dispensed for some days. */
  needed(amount: AmountNeeded, product: Product): string;
  /** How many whole units the pharmacy hands out; `null` where the amount is whole already, or measured. */
  wholeUnits(amount: AmountNeeded, product: Product): number | null;
}

export function amountTeller(language: Language, locale: DoseLocale): AmountTeller {
  const say = (key: string, facts: Readonly<Record<string, string | number>>): string => sayAmount(language, key as Key, facts);
  const counted = (quarters: number, form: string, strength: string): string => {
    const [whole, part] = [divideDown(quarters, 4), endings[remainder(quarters, 4)] ?? ''];
    const key = `amount.${form}`;
    if (whole === 0) return say(`${key}.${part}`, { strength });
    const and = part === '' ? '' : `And${part.charAt(0).toUpperCase()}${part.slice(1)}`;
    if (whole > largestNumberInWords) return say(`${key}.many${and}`, { number: figure(whole, locale), strength });
    const number = whole === 1 ? '' : say(`number.${whole}`, {});
    return say(`${key}.${and === '' ? 'whole' : `and${and.slice(3)}`}`, { count: whole, number, strength });
  };
  const taken = (amount: Amount, product: Product): string => {
    if (product.kind === 'solid' && 'quarters' in amount) return counted(amount.quarters, product.form, formatDose(product.strengthUg, locale));
    if (product.kind === 'liquid' && 'ul' in amount) {
      if (product.form === 'oral-liquid') return say('amount.oral-liquid.volume', { volume: figure(amount.ul / 1000, locale), strength: formatDose(product.concentrationUgPerMl, locale) });
      const drops = divideExactly(amount.ul, product.syringeMarkUl);
      const inOne = divideExactly(product.syringeMarkUl * product.concentrationUgPerMl, 1000);
      if (drops !== null && inOne !== null) return counted(drops * 4, product.form, formatDose(inOne, locale));
    }
    if (product.kind === 'powder' && 'mg' in amount) return say('amount.powder.weight', { weight: figure(amount.mg, locale), strength: formatDose(product.concentrationUgPerG, locale) });
    throw new Error(`An amount of ${amount.product} is not one of ${product.code}`);
  };
  return {
    taken,
    needed: ({ quarters, ul, mg }, product) =>
      taken(product.kind === 'solid' ? { product: product.code, quarters } : product.kind === 'liquid' ? { product: product.code, ul } : { product: product.code, mg }, product),
    wholeUnits: ({ quarters }, product) => (product.kind === 'solid' && remainder(quarters, 4) !== 0 ? divideUp(quarters, 4) : null),
  };
}
