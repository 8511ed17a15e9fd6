import type { Provenance } from './medicine.js';
import { read, toBeChecked } from './sources.js';
import type { LiquidProduct, Ul } from './product.js';

export const syringeCodes = ['1-ml', '1-ml-coarse', '5-ml'] as const;
export type SyringeCode = (typeof syringeCodes)[number];

export interface OralSyringe {
  readonly code: SyringeCode;
  readonly markUl: Ul;
  readonly capacityUl: Ul;
  readonly provenance: Provenance;
}

const marks = 'Oral syringes of 1 mL with marks of 0.01 to 0.02 mL, as assumed for the smallest practical steps';

/** The oral syringes that a pharmacy commonly adds to a liquid. */
export const oralSyringes: Readonly<Record<SyringeCode, OralSyringe>> = {
  '1-ml': { code: '1-ml', markUl: 10, capacityUl: 1000, provenance: read(marks) },
  '1-ml-coarse': { code: '1-ml-coarse', markUl: 20, capacityUl: 1000, provenance: read(marks) },
  '5-ml': { code: '5-ml', markUl: 200, capacityUl: 5000, provenance: toBeChecked() },
};

/** The same liquid dispensed with another syringe. It is another product: a dose at a mark of one may lie between two marks of the other. */
export function withSyringe(product: LiquidProduct, syringe: OralSyringe): LiquidProduct {
  return { ...product, code: `${product.code}--${syringe.code}`, syringeMarkUl: syringe.markUl, syringeCapacityUl: syringe.capacityUl };
}
