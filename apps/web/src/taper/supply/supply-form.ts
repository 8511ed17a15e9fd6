import { divideExactly, isRefusal, multiply, refuse, type Refusal } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { type DecimalRefusal, type DecimalSign, parseDecimal, writeDecimal } from '../editor/decimal.js';

/** A dispensing as it stands in the form: text as it was typed. */
export interface SupplyForm {
  readonly product: string;
  /** Tablets, millilitres or milligrams of powder, as the product has it. */
  readonly amount: string;
  /** Milligrams in each millilitre; only asked for liquids. */
  readonly concentration: string;
  readonly dispensedOn: string;
}

export type SupplyField = keyof SupplyForm;

export interface SupplyFault {
  readonly field: SupplyField;
  readonly reason: DecimalRefusal | 'not-in-quarters';
}

/** The parts of what is sent that are typed. */
export interface SupplyInput {
  readonly product: string;
  readonly quarters: number | null;
  readonly microlitres: number | null;
  readonly milligrams: number | null;
  readonly concentrationMicrogramsPerMl: number | null;
  readonly dispensedOn: string;
}

/** The field of the form that a refusal of the server is about; `null` for what no field can put right. */
export function fieldNamed(name: string | null): SupplyField | null {
  switch (name) {
    case 'product':
    case 'dispensedOn': return name;
    case 'quarters':
    case 'microlitres':
    case 'milligrams': return 'amount';
    case 'concentrationMicrogramsPerMl': return 'concentration';
    default: return null;
  }
}

/** Hundredths of a tablet in a quarter of one. */
const hundredthsOfQuarter = 25;

/** Tablets as they are typed, "30" or "12.5", in whole quarters. */
function parseQuarters(text: string, sign: DecimalSign): number | Refusal<SupplyFault['reason']> {
  const hundredths = parseDecimal(text, 2, sign);
  if (isRefusal(hundredths)) return hundredths;
  return divideExactly(hundredths, hundredthsOfQuarter) ?? refuse('not-in-quarters');
}

/** Quarters as tablets: 50 are "12.5". */
export const writeQuarters = (quarters: number, sign: DecimalSign): string => writeDecimal(multiply(quarters, hundredthsOfQuarter), 2, sign);

/** The form as it is sent, or everything that keeps it from being sent, each with its field, in the order of the form. */
export function inputOf(form: SupplyForm, product: Product | null, sign: DecimalSign): SupplyInput | readonly SupplyFault[] {
  const faults: SupplyFault[] = [];
  const read = (field: SupplyField, value: number | Refusal<SupplyFault['reason']>): number => {
    if (!isRefusal(value)) return value;
    faults.push({ field, reason: value.code });
    return 0;
  };
  if (product === null) faults.push({ field: 'product', reason: 'missing' });
  const kind = product?.kind ?? null;
  const units = kind === null ? 0 : read('amount', kind === 'solid' ? parseQuarters(form.amount, sign) : parseDecimal(form.amount, kind === 'liquid' ? 3 : 0, sign));
  const concentration = kind === 'liquid' ? read('concentration', parseDecimal(form.concentration, 3, sign)) : null;
  if (form.dispensedOn === '') faults.push({ field: 'dispensedOn', reason: 'missing' });
  if (product === null || faults.length > 0) return faults;
  return {
    product: product.code, quarters: kind === 'solid' ? units : null, microlitres: kind === 'liquid' ? units : null, milligrams: kind === 'powder' ? units : null,
    concentrationMicrogramsPerMl: concentration, dispensedOn: form.dispensedOn,
  };
}
