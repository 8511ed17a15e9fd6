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

/** A range in whole minutes; both ends belong to it. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

/** A range in whole days; both ends belong to it. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/**
 * How long half of the medicine stays in the body. `prodrug` means that the medicine itself is gone before it
 * is absorbed and only its metabolite counts; `not-recorded` means that nobody has entered a sourced figure yet,
 * so that no screen may show one.
 */
export type HalfLife =
  | { readonly kind: 'measured'; readonly minutes: MinuteRange; readonly includesMetabolite: boolean }
  | { readonly kind: 'prodrug' }
  | { readonly kind: 'not-recorded' };

export interface ActiveMetabolite {
  readonly name: string;
  readonly minutes: MinuteRange;
}

/**
 * What clears the medicine, or turns it into what acts. `oxidation` is oxidation in the liver by enzymes that the
 * source does not name; whatever changes any of those enzymes has to be taken as changing this medicine.
 */
export type Metabolism = 'cyp3a4' | 'cyp2c19' | 'oxidation' | 'nitro-reduction' | 'glucuronidation' | 'gastric-hydrolysis';

export interface Medicine {
  readonly code: MedicineCode;
  readonly kind: MedicineKind;
  /** The international name in lower case, in each language of the product. */
  readonly name: { readonly en: string; readonly es: string };
  /** RxNorm ingredient, or `null` where no verified code is at hand. */
  readonly rxNormIngredient: string | null;
  readonly halfLife: HalfLife;
  readonly activeMetabolite: ActiveMetabolite | null;
  /** When the level is highest after a dose, or `null` where no sourced figure has been entered. */
  readonly peakAfter: MinuteRange | null;
  /** Empty where no sourced way has been entered: then every change of another medicine is a question to the prescriber. */
  readonly metabolism: readonly Metabolism[];
  /** Forms sold in the United States; empty for a medicine that is not. */
  readonly forms: readonly MedicineForm[];
  readonly provenance: Provenance;
}
