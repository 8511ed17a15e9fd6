import type { Certainty, Provenance } from './medicine.js';

/** When every figure below was last held against its source. */
const checkedOn = '2026-11-22';

/** Where the shipped figures were read, so that one source is always called the same. */
export const sources = {
  asamPharmacology: 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide p. 19',
  asamEquivalents: 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide p. 18',
  asamBands: 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide p. 8',
  asamReview: 'ASAM joint guideline on benzodiazepine tapering 2025, recommendations 1 and 16 to 18',
  nhsScotland: 'NHS Scotland, Right Decisions: benzodiazepines and z-drugs, switching to diazepam',
  sps: 'NHS Specialist Pharmacy Service: oral benzodiazepines and choosing equivalent doses',
  who: 'WHO 2009, guidelines for opioid dependence and withdrawal in closed settings, NBK310652 table 9',
  medscape: 'Medscape reference 2172250, equivalents of 5 to 10 mg of diazepam',
  clinCalc: 'ClinCalc, middle figure and range, as printed by benzoreform.org',
  comparison: 'benzoreform.org, comparison of benzodiazepine pharmacology',
  valueSet: 'Public value set of RxNorm semantic clinical drugs',
  general: 'General pharmaceutical knowledge, not yet held against a source',
} as const;

/** A figure that was read in the source itself. */
export const read = (source: string): Provenance => provenance(source, 'read-in-source');

/** A figure that somebody else reports from the source. */
export const reported = (source: string): Provenance => provenance(source, 'secondary-source');

/** A figure that a clinician has to check before it counts. */
export const toBeChecked = (source: string = sources.general): Provenance => provenance(source, 'to-be-checked');

const provenance = (source: string, certainty: Certainty): Provenance => ({ source, certainty, checkedOn });
