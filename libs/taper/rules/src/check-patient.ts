import { doseBandOf } from '@evenkeel/medicines-rules';
import { dropsOver } from './dose-track.js';
import { find, type Finding, type Inputs, orFine, type Verdict } from './finding.js';
import type { GuardRule } from './guard-rules.js';
import { daysAt, type PlanCheck } from './plan-check.js';
import { hasAny, type RiskFactor } from './risk-factors.js';

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

const riskReviewDays = 90;

/** Everything that intake says about who may taper how, and who has to sign. */
export function checkPatient(check: PlanCheck): readonly Finding[] {
  const { patient, changes } = check;
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
    ...orFine('review-of-risk', isOverdue ? [find('warn', 'review-of-risk', null, since === null ? { atMostDays: riskReviewDays } : { days: since, atMostDays: riskReviewDays })] : []),
  ];
}

/** Pace that long use, age or a high dose asks for: at most 10 % in 28 days, at least 21 days between steps. */
export function checkPace(check: PlanCheck): readonly Finding[] {
  const { track, first, patient, changes } = check;
  const isLong = (patient.monthsOfUse ?? 0) > 12;
  const fast = isLong ? dropsOver(track, 28, 1000).filter(({ place, weight }) => place >= first && weight > 0) : [];
  const why = slowerBecause(check);
  const close = why === null ? [] : changes.flatMap(({ on, before, after, place, method }) => {
    const days = daysAt(track, place);
    return after.weight < before.weight && method !== 'micro-taper' && days < 21 ? [find('warn', 'slower-steps', on, { ...why, days, atLeastDays: 21 })] : [];
  });
  return [
    ...orFine('use-over-a-year', fast.map(({ place, points, highest, weight }) => find('warn', 'use-over-a-year', track[place]?.step.startsOn ?? null, { points, highest, total: weight, windowDays: 28 }))),
    ...orFine('slower-steps', close),
  ];
}

function slowerBecause({ patient, laid }: PlanCheck): Inputs | null {
  if (patient.ageYears !== null && patient.ageYears >= 65) return { because: 'age', ageYears: patient.ageYears };
  if (hasAny(patient, 'frailty', 'falls', 'cognitive-impairment')) return { because: 'frailty' };
  const high = laid.plan.start.find(({ medicine, total }) => doseBandOf(medicine, total) === 'high');
  return high === undefined ? null : { because: 'high-dose', medicine: high.medicine, total: high.total };
}
