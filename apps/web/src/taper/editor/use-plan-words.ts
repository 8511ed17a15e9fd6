import { divideNearest, divideUp, multiply } from '@evenkeel/kernel';
import { isMedicineCode, medicineOf, type Product, type ProductCode } from '@evenkeel/medicines-rules';
import { formatPercent, type AmountNeeded, type DayDose, type Finding, type SlotIntake } from '@evenkeel/taper-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import { amountWords } from '../../medicines/amount-words.js';
import { signOf, type DecimalSign } from './decimal.js';
import type { FieldFault } from './plan-of-form.js';

/** Plans in the reader's language. */
export interface PlanWords {
  readonly sign: DecimalSign;
  readonly dose: (micrograms: number) => string;
  readonly percent: (points: number) => string;
  readonly date: (date: string) => string;
  readonly number: (value: number) => string;
  readonly medicine: (code: string) => string;
  /** "0.5 mg tablet, can be halved and quartered". */
  readonly product: (product: Product) => string;
  readonly productOf: (code: ProductCode) => string;
  /** "clonazepam 0.5 mg and diazepam 10 mg"; "nothing" when nothing is taken. */
  readonly day: (dose: DayDose) => string;
  /** "night: half of a 0.5 mg tablet". */
  readonly intake: (intake: SlotIntake) => string;
  /** "28 tablets of 0.5 mg", rounded up to what can be dispensed. */
  readonly needed: (needed: AmountNeeded) => string;
  readonly fault: (fault: FieldFault) => string;
  /** What a rule looked at, as names and figures. */
  readonly inputs: (finding: Finding, unitWeight: number) => readonly { readonly term: string; readonly detail: string }[];
}

/** Inputs that are totals of a day; where medicines are compared they are counted in weights. */
const totals = new Set(['highest', 'total', 'from', 'to', 'before', 'after']);
const isDate = /^\d{4}-\d{2}-\d{2}$/;
const shares = new Set(['points', 'tolerancePoints', 'atMostPoints']);

/** `products` are those that plans may be made of. */
export function usePlanWords(products: readonly Product[]): PlanWords {
  const { t, i18n } = useTranslation('taper-editor');
  const { t: medicines } = useTranslation('medicines');
  const format = useFormat();
  return useMemo(() => {
    const spanish = i18n.language === 'es';
    const sign = signOf(format.dose);
    // A plan names the same few dates and figures again and again while a slider moves; writing one anew is slow.
    const date = remembered(format.date);
    const number = remembered(format.number);
    const dose = remembered(format.dose);
    const byCode = new Map(products.map((product) => [product.code, product]));
    const writer = { t: (key: string, values?: Readonly<Record<string, string | number>>) => medicines(key, { ...values }), dose, number };
    const medicine = (code: string): string => (isMedicineCode(code) ? medicineOf(code).name[spanish ? 'es' : 'en'] : code);
    const list = (parts: readonly string[]): string => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts);
    const percent = (points: number): string => formatPercent(points, sign === ',' ? 'es' : spanish ? 'es-US' : 'en');
    const strength = (product: Product): string =>
      product.kind === 'solid' ? dose(product.strengthUg) : product.kind === 'liquid' ? t('perMl', { dose: dose(product.concentrationUgPerMl) }) : t('perG', { dose: dose(product.concentrationUgPerG) });
    const product = (of: Product): string => {
      const plain = t('product', { form: medicines(`form.${of.form}`), strength: strength(of) });
      const split = of.kind === 'solid' ? `${plain}. ${medicines(`splitting.${of.splittable}`)}` : plain;
      return of.label === null ? split : `${of.label}. ${split}`;
    };
    const productOf = (code: ProductCode): string => {
      const found = byCode.get(code);
      return found === undefined ? code : `${medicine(found.medicine)}, ${product(found)}`;
    };
    const value = (name: string, given: string | number, unit: number): string => {
      if (typeof given === 'number') {
        if (shares.has(name)) return percent(given);
        if (name.endsWith('UgPerMl')) return t('perMl', { dose: dose(given) });
        if (name.endsWith('Ug') || name === 'atMost') return dose(given);
        return totals.has(name) ? dose(divideNearest(given, unit)) : number(given);
      }
      return word(given);
    };
    const word = (given: string): string => {
      if (byCode.has(given)) return productOf(given);
      if (isDate.test(given)) return date(given);
      return list(given.split(' ').map((each) => (isMedicineCode(each) ? medicine(each) : t(`word.${each}`, { defaultValue: each }))));
    };
    return {
      sign, dose, percent, date, number, medicine, product, productOf,
      day: (taken) => (taken.length === 0 ? t('nothing') : list(taken.map((each) => t('medicineDose', { medicine: medicine(each.medicine), dose: dose(each.total) })))),
      intake: ({ slot, amounts }) => t(`intake.${slot}`, {
        amounts: list(amounts.flatMap((amount) => {
          const found = byCode.get(amount.product);
          return found === undefined ? [] : [amountWords(amount, found, writer)];
        })),
      }),
      needed: ({ product: code, quarters, ul, mg }) => {
        const found = byCode.get(code);
        if (found === undefined) return code;
        if (found.kind === 'solid') return t('needed.solid', { amount: amountWords({ product: code, quarters: multiply(divideUp(quarters, 4), 4) }, found, writer), medicine: medicine(found.medicine) });
        if (found.kind === 'liquid') return t('needed.liquid', { volume: number(divideUp(ul, 1000)), form: medicines(`form.${found.form}`), strength: strength(found), medicine: medicine(found.medicine) });
        return t('needed.powder', { weight: number(mg), strength: strength(found), medicine: medicine(found.medicine) });
      },
      fault: ({ code, facts }) => t(`fault.${sentenceOf(code, facts)}`, {
        defaultValue: t('fault.other', { code }),
        ...Object.fromEntries(Object.entries(facts).map(([name, given]) => [name, value(name, given, 1)])),
        // A limit of days or of characters is a number, one of a dose is written as a dose.
        ...(typeof facts['atMost'] === 'number' ? { atMost: code === 'too-large' && facts['atMost'] >= 10_000 ? dose(facts['atMost']) : number(facts['atMost']) } : {}),
      }),
      inputs: ({ inputs }, unitWeight) => Object.entries(inputs).map(([name, given]) => ({ term: t(`input.${name}`, { defaultValue: name }), detail: value(name, given, 'medicine' in inputs ? 1 : unitWeight) })),
    };
  }, [t, medicines, i18n.language, format, products]);
}

/** A dose that cannot be made is told with the neighbours that it has. */
function sentenceOf(code: string, facts: FieldFault['facts']): string {
  if (code !== 'cannot-be-made') return code;
  if ('medicine' in facts) return 'aboveUg' in facts ? code : 'cannot-be-made-below';
  return 'belowUg' in facts ? 'cannot-be-made-target' : 'cannot-be-made-above';
}

const rememberedAtMost = 4000;

/** Answers each value once. */
function remembered<Value>(answer: (value: Value) => string): (value: Value) => string {
  const known = new Map<Value, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size >= rememberedAtMost) known.clear();
    const now = answer(value);
    known.set(value, now);
    return now;
  };
}
