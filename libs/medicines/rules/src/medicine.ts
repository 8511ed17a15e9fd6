/** The medicines a plan can name: benzodiazepines and z-drugs. A code never changes its meaning. */
export const medicineCodes = [
  'alprazolam',
  'bromazepam',
  'chlordiazepoxide',
  'clobazam',
  'clonazepam',
  'clorazepate',
  'diazepam',
  'estazolam',
  'flurazepam',
  'lorazepam',
  'lormetazepam',
  'nitrazepam',
  'oxazepam',
  'quazepam',
  'temazepam',
  'triazolam',
  'zolpidem',
  'zopiclone',
] as const;

export type MedicineCode = (typeof medicineCodes)[number];

export type MedicineKind = 'benzodiazepine' | 'z-drug';

/** How a product is made. Whether it may be split belongs to the single product, never to the form. */
export type MedicineForm =
  | 'tablet'
  | 'orally-disintegrating-tablet'
  | 'extended-release-tablet'
  | 'capsule'
  | 'extended-release-capsule'
  | 'oral-liquid';

/** How far a figure can be trusted: read in its source, read in a secondary source, or general knowledge to be checked. */
export type Certainty = 'read-in-source' | 'secondary-source' | 'to-be-checked';

/** Where a figure comes from and when somebody last compared the two. `checkedOn` is a plain date, `YYYY-MM-DD`. */
export interface Provenance {
  readonly source: string;
  readonly certainty: Certainty;
  readonly checkedOn: string;
}

/** A range in whole or half hours; both ends belong to it. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

/**
 * How long half of the medicine stays in the body. `prodrug` means that the medicine itself is gone before it
 * is absorbed and only its metabolite counts; `not-recorded` means that nobody has entered a sourced figure yet,
 * so that no screen may show one.
 */
export type HalfLife =
  | { readonly kind: 'measured'; readonly hours: HourRange; readonly includesMetabolite: boolean }
  | { readonly kind: 'prodrug' }
  | { readonly kind: 'not-recorded' };

export interface ActiveMetabolite {
  readonly name: string;
  readonly hours: HourRange;
}

export interface Medicine {
  readonly code: MedicineCode;
  readonly kind: MedicineKind;
  /** The international name in lower case, in each language of the product. */
  readonly name: { readonly en: string; readonly es: string };
  /** RxNorm ingredient, or `null` where no verified code is at hand. */
  readonly rxNormIngredient: string | null;
  readonly halfLife: HalfLife;
  readonly activeMetabolite: ActiveMetabolite | null;
  /** Forms sold in the United States; empty for a medicine that is not. */
  readonly forms: readonly MedicineForm[];
  readonly provenance: Provenance;
}
