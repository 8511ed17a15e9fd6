import type { Provenance } from './medicine.js';
import type { ProductCountry } from './product.js';
import { read, sources, toBeChecked } from './sources.js';

/**
 * Rules of prescribing that decide when a supply can end. They say when to ask a person; this product issues no
 * prescription (electronic ones of controlled substances need certified software, 21 CFR 1311).
 */
export interface SupplyRules {
  readonly country: ProductCountry;
  /** How long a prescription can be filled after it was written; `null` where nobody has entered the rule. */
  readonly validMonths: number | null;
  readonly refillsAtMost: number | null;
  readonly partialFills: boolean | null;
  /** Whether the prescription register is looked at with each renewal. */
  readonly registerAtRenewal: boolean;
  /** A review of benefit and risk at least this often, and at each renewal. */
  readonly reviewEveryMonths: number;
  readonly provenance: readonly Provenance[];
}

const scheduleFour = toBeChecked('21 CFR 1306.22: schedule IV, valid for 6 months, at most 5 refills, partial fills');
const review = read(sources.asamReview);

const unitedStates: SupplyRules = {
  country: 'US',
  validMonths: 6,
  refillsAtMost: 5,
  partialFills: true,
  registerAtRenewal: true,
  reviewEveryMonths: 3,
  provenance: [scheduleFour, review],
};

/** The rules of a country. Outside the United States only the review is known. */
export const supplyRulesOf = (country: ProductCountry): SupplyRules =>
  country === 'US'
    ? unitedStates
    : { country, validMonths: null, refillsAtMost: null, partialFills: null, registerAtRenewal: false, reviewEveryMonths: 3, provenance: [review] };

/** Days before the run-out at which somebody is told: running out is an abrupt stop. A choice of this product, not of a guideline. */
export const supplyWarningDays: readonly number[] = [14, 7, 3];
