import { divideDown, multiply } from '@evenkeel/kernel';
import { doseBandOf } from '@evenkeel/medicines-rules';
import type { DayDose } from './day-dose.js';
import type { BasisPoints } from './dose-step.js';
import { hasAny, type PatientFacts } from './risk-factors.js';
import { defaultTaperSettings, type TaperSettings } from './taper-settings.js';

export const paceCodes = ['micro', 'slowest', 'slow', 'three-weeks', 'usual', 'united-kingdom'] as const;
export type PaceCode = (typeof paceCodes)[number];

/** What of the patient asks for a slower pace, or for smaller steps. */
export const paceReasons = ['use-over-a-year', 'age', 'frailty', 'high-dose', 'sensitive-to-small-changes'] as const;
export type PaceReason = (typeof paceReasons)[number];

/** A pace to begin a plan with: so much of the dose of that moment, every so many days; `micro` spreads it over them in daily steps. */
export interface Pace {
  readonly code: PaceCode;
  readonly points: BasisPoints;
  readonly everyDays: number;
  readonly source: string;
}

const asam = 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide p. 3 (key takeaway 5): 5-10 % every 2-4 weeks';
const british = 'NICE CKS, benzodiazepine and z-drug withdrawal: 5-10 % every 1-2 weeks';
const house = 'Product default, to be signed by a clinician of the organisation';

/** From the slowest to the fastest. A beginning and no advice: every figure can be changed, and the rules look at the result. */
export const paces: readonly Pace[] = [
  { code: 'micro', points: 500, everyDays: 28, source: `${house}: small daily cuts for a patient who is sensitive to small changes` },
  { code: 'slowest', points: 500, everyDays: 28, source: asam },
  { code: 'slow', points: 1000, everyDays: 28, source: asam },
  { code: 'three-weeks', points: 1000, everyDays: 21, source: asam },
  { code: 'usual', points: 1000, everyDays: 14, source: asam },
  { code: 'united-kingdom', points: 500, everyDays: 7, source: british },
];

export interface PaceChoice {
  readonly pace: Pace;
  /** What of the patient asks for something slower than this; empty when the pace keeps to everything that is known. */
  readonly tooFastFor: readonly PaceReason[];
  /** The fastest pace that keeps to what the patient asks for; none is suggested when nothing asks. */
  readonly isSuggested: boolean;
}

/** What intake and dose ask for in the pace of a plan; empty when nothing does. */
export function paceReasonsOf(patient: PatientFacts, dose: DayDose, settings: TaperSettings = defaultTaperSettings): readonly PaceReason[] {
  const asks: Readonly<Record<PaceReason, boolean>> = {
    'use-over-a-year': (patient.monthsOfUse ?? 0) > settings.longUseMonths,
    age: (patient.ageYears ?? 0) >= settings.slowerFromAge,
    frailty: hasAny(patient, 'frailty', 'falls', 'cognitive-impairment'),
    'high-dose': dose.some(({ medicine, total }) => doseBandOf(medicine, total) === 'high'),
    'sensitive-to-small-changes': hasAny(patient, 'sensitive-to-small-changes'),
  };
  return paceReasons.filter((reason) => asks[reason]);
}

/** The paces that an organisation offers, with its figure for those who are sensitive to small changes. */
function pacesBy({ sensitivePoints, offersUnitedKingdom }: TaperSettings): readonly Pace[] {
  const offered = paces.filter(({ code }) => offersUnitedKingdom || code !== 'united-kingdom');
  return offered.map((pace) => (pace.code === 'micro' ? { ...pace, points: sensitivePoints } : pace));
}

/** Every pace with what speaks against it for this patient, by the limits of the rules that will look at the plan. */
export function paceChoices(patient: PatientFacts, dose: DayDose, settings: TaperSettings = defaultTaperSettings): readonly PaceChoice[] {
  const reasons = paceReasonsOf(patient, dose, settings);
  const choices = pacesBy(settings).map((pace) => ({ pace, tooFastFor: reasons.filter((reason) => isTooFast(pace, reason, settings)) }));
  const fitting = choices.filter(({ tooFastFor, pace }) => tooFastFor.length === 0 && pace.code !== 'united-kingdom');
  const suggested = reasons.length === 0 ? undefined : fitting.at(-1);
  return choices.map((choice) => ({ ...choice, isSuggested: choice === suggested }));
}

function isTooFast({ code, points, everyDays }: Pace, reason: PaceReason, { longUsePoints, slowerEveryDays }: TaperSettings): boolean {
  switch (reason) {
    case 'use-over-a-year':
      // Cuts that a window of 28 days can hold, each of at most its share of the dose before the window.
      return multiply(divideDown(27, everyDays) + 1, points) > longUsePoints;
    case 'age':
    case 'frailty':
    case 'high-dose':
      // Daily steps are no steps that have to settle: the rule leaves them out.
      return code !== 'micro' && everyDays < slowerEveryDays;
    case 'sensitive-to-small-changes':
      return code !== 'micro';
  }
}
