import type { Refusal } from '@evenkeel/kernel';
/** What an administrator enters: figures and choices as they came, checked here and nowhere else. */
export interface LocalProductInput {
  readonly kind: string;
  readonly code: string;
  readonly medicine: string;
  readonly form: string;
  /** The words on the pharmacy's label. */
  readonly label: string;
  /** Who says so: the pharmacy's formula, the summary of product characteristics. */
  readonly source: string;
  /** The day on which somebody held the entry against its source, `YYYY-MM-DD`. */
  readonly checkedOn: string;
  readonly countries: readonly string[];
  readonly rxNorm: string | null;
  readonly strengthUg?: number;
  readonly splittable?: string;
  readonly concentrationUgPerMl?: number;
  readonly syringeMarkUl?: number;
  readonly syringeCapacityUl?: number;
  readonly concentrationUgPerG?: number;
  readonly scaleMarkMg?: number;
  /** Somebody has read the strength aloud from the label although it is far from every known one. */
  readonly strengthConfirmed: boolean;
}

export type LocalProductRefusal =
  | 'unknown-kind'
  | 'not-a-product-code'
  | 'code-is-shipped'
  | 'unknown-medicine'
  | 'unknown-form'
  | 'unknown-country'
  | 'no-label'
  | 'no-source'
  | 'not-a-date'
  | 'not-an-rxnorm-code'
  | 'not-whole-and-positive'
  | 'figure-out-of-range'
  | 'unknown-splitting'
  | 'must-not-be-split'
  | 'part-not-whole-micrograms'
  | 'mark-not-whole-micrograms'
  | 'capacity-not-whole-marks'
  | 'ten-fold'
  | 'nothing-to-compare';

export type CheckedLocal<T> = T | Refusal<LocalProductRefusal>;
