import { type Refusal, refuse } from '@evenkeel/kernel';
import type { LocalDate } from './dose-step.js';
import type { Finding } from './finding.js';
import { easingOf, type Easing, type GuardRule } from './guard-rules.js';

/** Why a finding does not stop a plan, and who says so. Stamped on the version and shown with it. */
export interface SignOff {
  readonly kind: Exclude<Easing, 'nothing'>;
  readonly rule: GuardRule;
  readonly ruleVersion: number;
  /** The step it is for. A reason may be given once for all steps of a rule (`null`), an override for one step only. */
  readonly on: LocalDate | null;
  readonly reason: string;
  /** Who says so: an account, or for a specialist who has none a name with a role. */
  readonly by: string;
  /** The reader was shown the finding a second time and confirmed again. */
  readonly isConfirmedTwice: boolean;
}

export type SignOffRefusal = 'reason-missing' | 'not-confirmed-twice' | 'cannot-be-eased' | 'wrong-kind' | 'same-person' | 'names-no-step';

/** Checks a sign-off by itself; `author` is who wrote the version. The refusal names the field of the sign-off. */
export function checkSignOff(signOff: SignOff, author: string): Refusal<SignOffRefusal> | null {
  const eased = easingOf(signOff.rule);
  if (eased === 'nothing') return refuse('cannot-be-eased', 'rule');
  if (signOff.kind !== eased) return refuse('wrong-kind', 'kind', { asked: eased });
  if (signOff.reason.trim().length < 3) return refuse('reason-missing', 'reason');
  if (eased !== 'reason' && !signOff.isConfirmedTwice) return refuse('not-confirmed-twice', 'isConfirmedTwice');
  if (eased === 'second-sign-off' && signOff.by === author) return refuse('same-person', 'by');
  return null;
}

/** Whether this sign-off answers this finding: the same rule in the same version, and the same step. */
export const answers = (signOff: SignOff, finding: Finding): boolean =>
  signOff.rule === finding.rule && signOff.ruleVersion === finding.version && (signOff.on === finding.on || (signOff.on === null && signOff.kind === 'reason'));

/** What still stands in the way of a signature: blocks and warnings that nothing answers. */
export const openFindings = (findings: readonly Finding[], signOffs: readonly SignOff[], author: string): readonly Finding[] =>
  findings.filter((finding) =>
    (finding.verdict === 'block' || finding.verdict === 'warn') &&
    !signOffs.some((signOff) => answers(signOff, finding) && checkSignOff(signOff, author) === null));
