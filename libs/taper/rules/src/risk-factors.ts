/** What intake found that changes pace, reviews and signatures. */
export const riskFactors = [
  'pregnancy', 'breastfeeding', 'seizure-history', 'epilepsy-indication', 'complicated-withdrawal', 'liver-disease', 'sleep-apnoea', 'copd',
  'opioids', 'alcohol', 'other-sedatives', 'gabapentinoids', 'mood-or-psychotic-disorder', 'ptsd', 'frailty', 'falls', 'cognitive-impairment',
  'illicit-benzodiazepine', 'imminent-harm', 'cannot-be-managed-at-home', 'sensitive-to-small-changes',
] as const;

export type RiskFactor = (typeof riskFactors)[number];

/** The patient as far as rules need to know. `null`: not asked yet. */
export interface PatientFacts {
  readonly ageYears: number | null;
  readonly monthsOfUse: number | null;
  readonly factors: readonly RiskFactor[];
  /** Days since the last risk-benefit review; `null` when there was none. */
  readonly daysSinceRiskReview: number | null;
}

export const hasAny = (patient: PatientFacts, ...factors: readonly RiskFactor[]): boolean => factors.some((factor) => patient.factors.includes(factor));

/**
 * Whether a patient moves the coming steps without anybody. Where the medicine treats epilepsy, dates of steps change with the
 * neurologist (NHS Scotland, assess suitability). Staying at the dose is no step: a hold is always the patient's own.
 */
export const slowsDownAlone = (patient: PatientFacts): boolean => !hasAny(patient, 'epilepsy-indication');
