import { doseBandOf } from '@evenkeel/medicines-rules';
import { dropsOver } from './dose-track.js';
import { find, type Finding, type Inputs, orFine, type Verdict } from './finding.js';
import type { GuardRule } from './guard-rules.js';
import { daysAt, type PlanCheck } from './plan-check.js';
import { hasAny, type RiskFactor } from './risk-factors.js';
import { stampOf } from './taper-settings.js';

/** What a factor alone asks for, whatever the steps of the plan are. */
const asked: readonly { readonly rule: GuardRule; readonly verdict: Verdict; readonly factors: readonly RiskFactor[] }[] = [
  { rule: 'seizure-history', verdict: 'block', factors: ['seizure-history'] },
  { rule: 'epilepsy-indication', verdict: 'block', factors: ['epilepsy-indication'] },
  { rule: 'complicated-withdrawal', verdict: 'block', factors: ['complicated-withdrawal'] },
  { rule: 'illicit-benzodiazepine', verdict: 'block', factors: ['illicit-benzodiazepine'] },
  { rule: 'inpatient-considered', verdict: 'warn', factors: ['imminent-harm', 'cannot-be-managed-at-home'] },
  { rule: 'with-opioids', verdict: 'warn', factors: ['opioids'] },
  { rule: 'with-sedatives', verdict: 'warn', factors: ['alcohol', 'other-sedatives', 'gabapentinoids'] },
  { rule: 'breathing-disorder', verdict: 'inform', factors: ['sleep-apnoea', 'copd'] },
  { rule: 'liver-disease', verdict: 'inform', factors: ['liver-disease'] },
  { rule: 'psychiatric-condition', verdict: 'inform', factors: ['mood-or-psychotic-disorder', 'ptsd'] },
  { rule: 'sensitive-to-small-changes', verdict: 'inform', factors: ['sensitive-to-small-changes'] },
];

/** Everything that intake says about who may taper how, and who has to sign. */
export function checkPatient(check: PlanCheck): readonly Finding[] {
  const { patient, changes, settings } = check;
  const { riskReviewDays } = settings;
  const alone = asked.flatMap(({ rule, verdict, factors }) => {
    const present = factors.filter((factor) => hasAny(patient, factor));
    return orFine(rule, present.length === 0 ? [] : [find(verdict, rule, null, { factors: present.join(' ') })]);
  });
  const cut = changes.find(({ before, after }) => after.weight < before.weight);
  const expecting = hasAny(patient, 'pregnancy', 'breastfeeding') && cut !== undefined ? [find('block', 'pregnancy', cut.on, {})] : [];
  const isMinor = patient.ageYears !== null && patient.ageYears < 18;
  const { daysSinceRiskReview: since } = patient;
  const isOverdue = since === null || since > riskReviewDays;
  return [
    ...alone,
    ...orFine('pregnancy', expecting),
    ...orFine('under-18', isMinor ? [find('block', 'under-18', null, { ageYears: patient.ageYears ?? 0 })] : []),
    ...orFine('review-of-risk', isOverdue ? [find('warn', 'review-of-risk', null, { ...(since === null ? {} : { days: since }), atMostDays: riskReviewDays, ...stampOf(settings) })] : []),
  ];
}

/** Pace that long use, age or a high dose asks for: by default at most 10 % in 28 days and at least 21 days between steps, else as the organisation signed it. */
export function checkPace(check: PlanCheck): readonly Finding[] {
  const { track, first, patient, changes, settings } = check;
  const { longUsePoints, slowerEveryDays } = settings;
  const isLong = (patient.monthsOfUse ?? 0) > settings.longUseMonths;
  const fast = isLong ? dropsOver(track, 28, longUsePoints).filter(({ place, weight }) => place >= first && weight > 0) : [];
  const why = slowerBecause(check);
  const close = why === null ? [] : changes.flatMap(({ on, before, after, place, method }) => {
    const days = daysAt(track, place);
    return after.weight < before.weight && method !== 'micro-taper' && days < slowerEveryDays ? [find('warn', 'slower-steps', on, { ...why, days, atLeastDays: slowerEveryDays, ...stampOf(settings) })] : [];
  });
  return [
    ...orFine('use-over-a-year', fast.map(({ place, points, highest, weight }) => find('warn', 'use-over-a-year', track[place]?.step.startsOn ?? null, { points, highest, total: weight, windowDays: 28, ...(settings.version === 0 ? {} : { atMostPoints: longUsePoints }), ...stampOf(settings) }))),
    ...orFine('slower-steps', close),
  ];
}

function slowerBecause({ patient, laid, settings }: PlanCheck): Inputs | null {
  const ageYears = patient.ageYears ?? 0;
  if (ageYears >= settings.slowerFromAge) return { because: 'age', ageYears };
  if (hasAny(patient, 'frailty', 'falls', 'cognitive-impairment')) return { because: 'frailty' };
  const high = laid.plan.start.find(({ medicine, total }) => doseBandOf(medicine, total) === 'high');
  return high === undefined ? null : { because: 'high-dose', medicine: high.medicine, total: high.total };
}
