import { divideExactly, multiply } from '@evenkeel/kernel';
import type { MedicineCode, Provenance } from './medicine.js';

/** Whole micrograms of the medicine. Never a fraction: 0.1 + 0.2 has no place in a prescription. */
export type Ug = number;

/** Whole microlitres of a liquid: 1 mL is 1000. */
export type Ul = number;

/** Names one product for ever, such as `clonazepam-tablet-500`. Local products carry the code their organisation gave them. */
export type ProductCode = string;

/** Which parts of one unit may be given. It belongs to the single product: the same strength is scored by one maker and not by the next. */
export const splittables = ['whole', 'halves', 'quarters'] as const;
export type Splittable = (typeof splittables)[number];

export const solidForms = ['tablet', 'orally-disintegrating-tablet', 'extended-release-tablet', 'capsule', 'extended-release-capsule'] as const;
export type SolidForm = (typeof solidForms)[number];

export const liquidForms = ['oral-liquid', 'oral-drops'] as const;
export type LiquidForm = (typeof liquidForms)[number];

/** Where a product is sold. An empty list of a local product means that the organisation has it made. */
export const productCountries = ['US', 'CA', 'GB', 'IE', 'ES', 'MX', 'AU', 'NZ'] as const;
export type ProductCountry = (typeof productCountries)[number];

interface ProductBase {
  readonly code: ProductCode;
  readonly medicine: MedicineCode;
  /** RxNorm semantic clinical drug, or `null` where no verified code is at hand. Never a guess. */
  readonly rxNorm: string | null;
  /** What the pharmacy's label says, for a local product; `null` for the shipped ones, whose words come from the catalogues. */
  readonly label: string | null;
  readonly provenance: Provenance;
  /** Made by an administrator of an organisation; shipped otherwise. */
  readonly local: boolean;
  readonly countries: readonly ProductCountry[];
}

/** Tablets and capsules: counted, in quarters of a unit. */
export interface SolidProduct extends ProductBase {
  readonly kind: 'solid';
  readonly form: SolidForm;
  /** Micrograms in one unit. Each part that may be given is a whole number of micrograms. */
  readonly strengthUg: Ug;
  readonly splittable: Splittable;
}

/** Solutions, suspensions and drops: measured up to a mark of the device that is dispensed with them. */
export interface LiquidProduct extends ProductBase {
  readonly kind: 'liquid';
  readonly form: LiquidForm;
  readonly concentrationUgPerMl: number;
  /** The smallest mark of the oral syringe; of drops, the volume of one drop. One mark holds a whole number of micrograms. */
  readonly syringeMarkUl: Ul;
  /** What the device holds when full; a whole number of marks. More than this is several fillings. */
  readonly syringeCapacityUl: Ul;
}

/** A powder that is weighed (crushed or compounded). One mark of the scale holds a whole number of micrograms. */
export interface PowderProduct extends ProductBase {
  readonly kind: 'powder';
  readonly form: 'powder';
  /** Micrograms of the medicine in one gram of the powder, as stated for this lot. */
  readonly concentrationUgPerG: number;
  /** The smallest mark of the scale, in whole milligrams of powder. */
  readonly scaleMarkMg: number;
}

export type Product = SolidProduct | LiquidProduct | PowderProduct;
export type ProductForm = Product['form'];

/**
 * The smallest thing of a product that can be given: a part of a tablet, one mark of the syringe, one mark of the scale.
 * Everything makeable is a sum of whole numbers of portions, in whole micrograms.
 */
export type Portion =
  | { readonly kind: 'part'; readonly part: 'whole' | 'half' | 'quarter'; readonly quarters: 4 | 2 | 1; readonly ug: Ug }
  | { readonly kind: 'volume'; readonly ul: Ul; readonly ug: Ug }
  | { readonly kind: 'weight'; readonly mg: number; readonly ug: Ug };

/** So much of one product, as it is given: in quarters of a unit (6 is one and a half), microlitres or milligrams of powder. */
export type Amount =
  | { readonly product: ProductCode; readonly quarters: number }
  | { readonly product: ProductCode; readonly ul: Ul }
  | { readonly product: ProductCode; readonly mg: number };

const wholeUnit = { part: 'whole', quarters: 4 } as const;
const halfUnit = { part: 'half', quarters: 2 } as const;
const quarterUnit = { part: 'quarter', quarters: 1 } as const;
const parts = { whole: [wholeUnit], halves: [wholeUnit, halfUnit], quarters: [wholeUnit, halfUnit, quarterUnit] } as const;

/**
 * What can be given of this product, the largest first. Never empty for a product that was checked. A part or mark that
 * would not be a whole number of micrograms is left out.
 */
export function portionsOf(product: Product): readonly Portion[] {
  switch (product.kind) {
    case 'solid':
      return parts[product.splittable].flatMap(({ part, quarters }) => {
        const ug = divideExactly(multiply(product.strengthUg, quarters), 4);
        return ug === null ? [] : [{ kind: 'part' as const, part, quarters, ug }];
      });
    case 'liquid': {
      const ug = divideExactly(multiply(product.syringeMarkUl, product.concentrationUgPerMl), 1000);
      return ug === null ? [] : [{ kind: 'volume', ul: product.syringeMarkUl, ug }];
    }
    case 'powder': {
      const ug = divideExactly(multiply(product.scaleMarkMg, product.concentrationUgPerG), 1000);
      return ug === null ? [] : [{ kind: 'weight', mg: product.scaleMarkMg, ug }];
    }
  }
}

/** The smallest amount of the medicine by which two doses of this product can differ, or `null` if nothing of it can be given. */
export const smallestStepOf = (product: Product): Ug | null => portionsOf(product).at(-1)?.ug ?? null;

/**
 * How many micrograms this amount holds, or `null` if it is not an amount that can be given of this product: another
 * product's, zero or less, between two marks, or a part that may not be split off.
 */
export function ugOf(product: Product, amount: Amount): Ug | null {
  const smallest = portionsOf(product).at(-1);
  if (smallest === undefined || amount.product !== product.code) return null;
  const [given, each] =
    smallest.kind === 'part' && 'quarters' in amount
      ? [amount.quarters, smallest.quarters]
      : smallest.kind === 'volume' && 'ul' in amount
        ? [amount.ul, smallest.ul]
        : smallest.kind === 'weight' && 'mg' in amount
          ? [amount.mg, smallest.mg]
          : [0, 1];
  if (!Number.isSafeInteger(given) || given <= 0) return null;
  const portions = divideExactly(given, each);
  return portions === null ? null : multiply(portions, smallest.ug);
}
