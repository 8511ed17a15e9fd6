import { isRefusal, type Refusal } from '@evenkeel/kernel';
import { admitPlan, checkPlan, type Finding, prepareCheck } from '@evenkeel/taper-rules';
import type { PlanRecord } from './plan-record.js';
import { type Around, dayBefore, surroundingsOf } from './plan-surroundings.js';

/** What the rules say about a draft as of now, or why it is no plan that could be signed: with the field, `plan.` before it. */
export function findingsOf(draft: PlanRecord, around: Around, versions: readonly PlanRecord[]): readonly Finding[] | Refusal {
  const refusal = admitPlan(draft.plan, around.day.today, dayBefore(around.prescribed, draft.plan));
  if (refusal !== null) return inPlan(refusal);
  const check = prepareCheck(draft.plan, surroundingsOf(around, versions.find(({ number }) => number === draft.basedOn) ?? null));
  return isRefusal(check) ? inPlan(check) : checkPlan(check);
}

const inPlan = (refusal: Refusal): Refusal => ({ ...refusal, field: refusal.field === null ? 'plan' : `plan.${refusal.field}` });

/** Findings that one has to answer to, in one line: what is compared between the check and the signature. Days that only grow older are left out. */
export const printFindings = (findings: readonly Finding[]): string =>
  JSON.stringify(findings.filter(({ verdict }) => verdict !== 'ok').map(({ verdict, rule, version, on, inputs }) => [
    verdict, rule, version, on, Object.entries(inputs).filter(([name]) => rule !== 'review-of-risk' || name !== 'days').sort(([left], [right]) => (left < right ? -1 : 1)),
  ]));
