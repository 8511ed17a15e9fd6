import type { LocalDate } from './dose-step.js';
import { guardRules, type GuardRule } from './guard-rules.js';

export type Verdict = 'block' | 'warn' | 'inform' | 'ok';

/** What one rule says, with everything needed to say it again: the rule's version and the figures it looked at. */
export interface Finding {
  readonly verdict: Verdict;
  readonly rule: GuardRule;
  readonly version: number;
  readonly source: string;
  /** The date of the step it is about; `null` for the plan as a whole. */
  readonly on: LocalDate | null;
  readonly inputs: Readonly<Record<string, string | number>>;
}

export type Inputs = Finding['inputs'];

/** A finding of a rule, stamped with the rule's version and source. */
export const find = (verdict: Verdict, rule: GuardRule, on: LocalDate | null, inputs: Inputs = {}): Finding =>
  ({ verdict, rule, version: guardRules[rule].version, source: guardRules[rule].source, on, inputs });

/** These findings, or one that says that the rule was looked at and found nothing. */
export const orFine = (rule: GuardRule, findings: readonly Finding[], inputs: Inputs = {}): readonly Finding[] =>
  findings.length > 0 ? findings : [find('ok', rule, null, inputs)];
