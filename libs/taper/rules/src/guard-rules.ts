/** What lets a plan be signed in spite of a finding. `nothing`: the plan or the patient's state has to change. */
export type Easing = 'override' | 'reason' | 'second-sign-off' | 'specialist-sign-off' | 'nothing';

interface RuleEntry {
  readonly version: number;
  readonly source: string;
  readonly eased: Easing;
}

const asam = 'ASAM joint guideline on benzodiazepine tapering 2025, pocket guide';
const nhs = 'NHS Scotland, quality prescribing for benzodiazepines and z-drugs 2024-2027';
const house = 'Product default, to be signed by a clinician of the organisation';
const rule = (source: string, eased: Easing, version = 1): RuleEntry => ({ version, source, eased });

/** Every rule that is looked at when a plan is checked or a step is due. An id never changes its meaning; its version grows with every change. */
export const guardRules = {
  ceiling: rule(`${asam} p. 3 and 7 (recommendation 6): not more than 25 % every 2 weeks`, 'override'),
  'unavoidable-step': rule(`${house}: no dispensed or listed product makes a smaller step`, 'reason'),
  'final-stop': rule(`${house}: highest floor for each medicine, 14 days there`, 'override'),
  'open-end': rule(`${house}: a plan ends at zero or in maintenance; ASAM pocket guide p. 3: a lower dose is a valid end`, 'override'),
  'step-over-10-percent': rule(`${asam} p. 3 (key takeaway 5): 5-10 % every 2-4 weeks`, 'reason'),
  'interval-under-14-days': rule(`${asam} p. 3 (key takeaway 5): 5-10 % every 2-4 weeks`, 'reason'),
  'dose-raised': rule(`${house}: above the largest total of 60 days; only a prescriber raises a dose`, 'second-sign-off'),
  'label-maximum': rule(`${house}: above the largest daily dose of the label`, 'second-sign-off'),
  'dose-cannot-be-made': rule(`${house}: each slot from dispensed products`, 'nothing'),
  'two-medicines-in-one-slot': rule(`${house}: a slot is split between medicines during a substitution only`, 'nothing'),
  'settling-time': rule('Five half-lives with the active metabolite; NHS Scotland, switching to diazepam', 'nothing'),
  'micro-block': rule(`${house}: micro-tapers are signed and reviewed in blocks of 14 days`, 'nothing'),
  'equivalent-constant': rule(`${nhs}, reduction schedules: no cut together with a switch`, 'nothing'),
  'one-slot-at-a-time': rule(`${nhs}, reduction schedules: one dose slot after the other`, 'nothing'),
  'night-first': rule(`${nhs}, reduction schedules: the night dose is switched first`, 'reason'),
  'switch-held-a-week': rule(`${asam} p. 18: a transition takes 1-2 weeks, not 1-2 days`, 'reason'),
  'cut-after-switch': rule(`${house}: first cut 14 days or more after the last switch`, 'reason'),
  'factor-range-low': rule(`${asam} p. 18: sources differ up to twofold`, 'reason'),
  'factor-range-high': rule(`${asam} p. 18: sources differ up to twofold; sedation with opioids, age, breathing and liver disease`, 'second-sign-off'),
  'factor-changed': rule(`${house}: another equivalence factor is a step of its own`, 'second-sign-off'),
  'switch-with-liver-disease': rule('Specialist Pharmacy Service: no switch to diazepam in hepatic impairment', 'specialist-sign-off'),
  'no-review-since-cut': rule(`${asam} p. 7 (recommendation 9): look for withdrawal with each reduction`, 'override'),
  'active-hold': rule(`${asam} p. 7 (recommendation 11): slow or pause first`, 'nothing'),
  'symptoms-worse': rule(`${asam} p. 7 (recommendation 11); product default: overall score 2 of 10 above the two weeks before the cut`, 'reason', 2),
  'sleep-and-mood': rule(`${asam} (recommendation 26): pause until sleep is better`, 'override'),
  'interaction-changed': rule('NHS Scotland, switching to diazepam; ASAM pocket guide p. 19: metabolism and interactions', 'override'),
  'runs-out': rule(`${house}: 14, 7 and 3 days before supply ends`, 'reason'),
  'taken-below-plan': rule(`${house}: totals that were taken warn about the next cut only`, 'nothing'),
  'cut-not-started': rule(`${house}: a cut starts with the first lower dose that was taken`, 'nothing'),
  'doses-missed': rule(`${house}: after three reported missed days the plan stands still`, 'nothing'),
  'concentration-changed': rule(`${house}: a new concentration is confirmed before the next dose is shown`, 'nothing'),
  'use-over-a-year': rule(`${house}: over one year of use at most 10 % in 28 days`, 'reason'),
  'slower-steps': rule(`${house}: age 65 and over, frailty or a high dose: 21 days between steps`, 'reason'),
  'seizure-history': rule('NHS Scotland, assess suitability: specialist for past seizures', 'specialist-sign-off'),
  'epilepsy-indication': rule('NHS Scotland, assess suitability: neurologist where the medicine treats epilepsy', 'specialist-sign-off'),
  'complicated-withdrawal': rule(`${asam} p. 8 (Table 2, note) and recommendation 5c`, 'specialist-sign-off'),
  pregnancy: rule(`${asam} (recommendation 28): mother and child are weighed together; cuts freeze, nothing stops suddenly`, 'specialist-sign-off'),
  'inpatient-considered': rule(`${asam} (recommendations 5a to 5c)`, 'reason'),
  'illicit-benzodiazepine': rule(`${asam} (Tables 2 and 7, notes): unknown strength and half-life`, 'specialist-sign-off'),
  'with-opioids': rule(`${asam} (recommendations 16 to 18): naloxone, review every 3 months or more often`, 'reason'),
  'with-sedatives': rule('FDA boxed warning 2020; ASAM pocket guide p. 2', 'reason'),
  'breathing-disorder': rule(`${asam} p. 2: more frequent review`, 'reason'),
  'liver-disease': rule(`${asam} p. 19: medicines that are glucuronidated are preferred`, 'reason'),
  'psychiatric-condition': rule(`${asam} (recommendations 24 to 26): sleep is looked at with every step`, 'reason'),
  'sensitive-to-small-changes': rule(`${house}: micro-taper preset`, 'reason'),
  'review-of-risk': rule(`${asam} p. 5 (recommendation 1): at least every 3 months`, 'reason'),
  'under-18': rule(`${asam}: a guideline for adults`, 'nothing'),
} as const satisfies Record<string, RuleEntry>;

export type GuardRule = keyof typeof guardRules;

export const easingOf = (id: GuardRule): Easing => guardRules[id].eased;
