import type { Refusal } from '@evenkeel/kernel';
import type { Certainty, MedicineCode } from './medicine.js';
import type { Ug } from './product.js';

/** Tables that compare doses of benzodiazepines. They differ up to twofold, so there is never one answer. */
export const equivalenceSources = ['va-dod-2021', 'ashton-2002', 'nhs-scotland', 'sps', 'who-2009', 'medscape', 'clincalc'] as const;
export type EquivalenceSource = (typeof equivalenceSources)[number];

export interface UgRange {
  readonly fromUg: Ug;
  readonly toUg: Ug;
}

/** What one source says. `fromUg` and `toUg` are the same where it prints one figure. */
export interface SourceEquivalent extends UgRange {
  readonly source: EquivalenceSource;
  readonly certainty: Certainty;
}

/** A dose of one medicine in another one: what every source that compares the two says, never one figure alone. */
export interface Equivalents {
  readonly from: MedicineCode;
  readonly to: MedicineCode;
  readonly doseUg: Ug;
  /** From the lowest to the highest of all sources. */
  readonly range: UgRange;
  /** In the order of `equivalenceSources`; at least one. */
  readonly bySource: readonly SourceEquivalent[];
}

/**
 * The one factor that the prescriber signed and that the plan stores: so many micrograms of `from` are taken to be so
 * many of `to`. Two whole numbers and no quotient, so that nothing is rounded before the dose is. Changing it is a
 * step of the plan.
 */
export interface EquivalenceChoice {
  readonly source: EquivalenceSource;
  readonly from: MedicineCode;
  readonly to: MedicineCode;
  readonly fromUg: Ug;
  readonly toUg: Ug;
  /** Version of the tables it was chosen from (`medicinesVersion`). */
  readonly version: number;
}

export type EquivalenceRefusal = 'same-medicine' | 'no-source-compares' | 'source-does-not-compare' | 'not-whole-micrograms' | 'outside-the-source' | 'unknown-medicine' | 'unknown-source';

/** Every source's answer for a dose (1 to 300 000 micrograms), or why there is none. */
export type EquivalentsOf = (from: MedicineCode, to: MedicineCode, doseUg: Ug) => Equivalents | Refusal<EquivalenceRefusal>;
