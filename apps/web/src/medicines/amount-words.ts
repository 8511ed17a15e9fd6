import { divideDown, divideExactly, remainder } from '@evenkeel/kernel';
import type { Amount, LiquidProduct, PowderProduct, SolidProduct } from '@evenkeel/medicines-rules';

/** What the words need of the reader: the catalogue `medicines`, and how doses and numbers are written. */
export interface AmountWriter {
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly dose: (micrograms: number) => string;
  readonly number: (value: number) => string;
}

/** What of a product is in the words; any product has it. */
export type WrittenProduct =
  | Pick<SolidProduct, 'kind' | 'form' | 'strengthUg'>
  | Pick<LiquidProduct, 'kind' | 'form' | 'concentrationUgPerMl' | 'syringeMarkUl'>
  | Pick<PowderProduct, 'kind' | 'form' | 'concentrationUgPerG'>;

/** Beyond twelve a number is written in digits, and never beside those of the strength. */
const largestNumberInWords = 12;

const parts = { 0: '', 1: 'quarter', 2: 'half', 3: 'threeQuarters' } as const;

/**
 * An amount as it is taken: "half of a 0.5 mg tablet", "two 1 mg tablets", "0.35 mL of the liquid (0.1 mg in each mL)".
 * Two numerals never stand side by side. Text without a sentence around it: small first letter, no full stop. Empty if
 * the amount is not one of this product.
 */
export function amountWords(amount: Amount, product: WrittenProduct, { t, dose, number }: AmountWriter): string {
  const counted = (whole: number, part: 0 | 1 | 2 | 3, strength: string): string => {
    const key = `amount.${product.form}`;
    const name = parts[part];
    if (whole === 0) return t(`${key}.${name}`, { strength });
    const and = name === '' ? '' : `And${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    if (whole > largestNumberInWords) return t(`${key}.many${and}`, { number: number(whole), strength });
    const words = whole === 1 ? '' : t(`number.${String(whole)}`);
    return t(`${key}.${and === '' ? 'whole' : `and${and.slice(3)}`}`, { count: whole, number: words, strength });
  };
  if (product.kind === 'solid' && 'quarters' in amount) {
    const part = remainder(amount.quarters, 4);
    return part === 0 || part === 1 || part === 2 || part === 3 ? counted(divideDown(amount.quarters, 4), part, dose(product.strengthUg)) : '';
  }
  if (product.kind === 'liquid' && 'ul' in amount) {
    if (product.form === 'oral-liquid') return t('amount.oral-liquid.volume', { volume: number(amount.ul / 1000), strength: dose(product.concentrationUgPerMl) });
    const drops = divideExactly(amount.ul, product.syringeMarkUl);
    const inOne = divideExactly(product.syringeMarkUl * product.concentrationUgPerMl, 1000);
    return drops === null || inOne === null ? '' : counted(drops, 0, dose(inOne));
  }
  if (product.kind === 'powder' && 'mg' in amount) return t('amount.powder.weight', { weight: number(amount.mg), strength: dose(product.concentrationUgPerG) });
  return '';
}
