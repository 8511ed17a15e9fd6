import { liquidForms, solidForms, type Amount } from '@evenkeel/medicines-rules';
import type { WrittenProduct } from '../medicines/amount-words.js';

/** So much of one product as the API tells it, in the product's own unit. */
export interface ToldAmount {
  readonly product: string;
  /** The words on the pharmacy's label, for products of the organisation's own. */
  readonly label: string | null;
  readonly form: string;
  readonly quarters: number | null;
  readonly microlitres: number | null;
  readonly milligrams: number | null;
  readonly strengthMicrograms: number | null;
  readonly concentrationMicrogramsPerMl: number | null;
  readonly syringeMarkMicrolitres: number | null;
  readonly syringeCapacityMicrolitres: number | null;
}

export interface ReadAmount {
  readonly amount: Amount;
  readonly product: WrittenProduct;
}

/** The amount and its product as the words of amounts need them; `null` for a form that this version does not know. */
export function readAmount(told: ToldAmount): ReadAmount | null {
  const solid = solidForms.find((form) => form === told.form);
  if (solid !== undefined && told.quarters !== null && told.strengthMicrograms !== null) {
    return { amount: { product: told.product, quarters: told.quarters }, product: { kind: 'solid', form: solid, strengthUg: told.strengthMicrograms } };
  }
  const liquid = liquidForms.find((form) => form === told.form);
  if (liquid !== undefined && told.microlitres !== null && told.concentrationMicrogramsPerMl !== null && told.syringeMarkMicrolitres !== null) {
    return {
      amount: { product: told.product, ul: told.microlitres },
      product: { kind: 'liquid', form: liquid, concentrationUgPerMl: told.concentrationMicrogramsPerMl, syringeMarkUl: told.syringeMarkMicrolitres },
    };
  }
  if (told.form === 'powder' && told.milligrams !== null && told.strengthMicrograms !== null) {
    return { amount: { product: told.product, mg: told.milligrams }, product: { kind: 'powder', form: 'powder', concentrationUgPerG: told.strengthMicrograms } };
  }
  return null;
}
