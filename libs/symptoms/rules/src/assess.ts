import type { EpochMs, Tier, TriggerFamily } from '@evenkeel/escalation-rules';
import { decide, type Facts } from './decide.js';
import type { Answer, QuestionCode, TextAnswer, TextQuestionCode } from './questions.js';
import type { AckBy, HelpCard, RuleSet } from './rule.js';

/** Facts about the patient that change a tier. What is not known is `false` and `null`. */
export interface RiskFactors {
  readonly seizureHistory: boolean;
  /** On how many days of a week the medicine is taken, 0-7; `null` when nobody has entered it, which counts as daily. */
  readonly regimenDaysPerWeek: number | null;
}

export const noRiskFactors: RiskFactors = { seizureHistory: false, regimenDaysPerWeek: null };

/** The highest overall score of an earlier day on the patient's calendar. Days without an answer are left out. */
export interface PreviousDay {
  readonly localDate: string;
  readonly overall: number;
}

export interface Assessment {
  /** Everything answered so far, of whatever revision; one answer a question. */
  readonly answers: readonly Answer[];
  readonly texts: readonly TextAnswer[];
  readonly previous: readonly PreviousDay[];
  readonly riskFactors: RiskFactors;
  readonly ruleSet: RuleSet;
  /** The day that the check-in belongs to, `YYYY-MM-DD`. */
  readonly localDate: string;
  /** When the patient tapped the answers, by their device. */
  readonly occurredAt: EpochMs;
  /** By the clock of the database. */
  readonly now: EpochMs;
}

/** A reason why a person has to look, with all that is needed to decide the same again. Never the words of a patient. */
export interface Flag {
  readonly family: TriggerFamily;
  readonly tier: Tier;
  readonly ackBy: AckBy;
  readonly help: HelpCard | null;
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** Which case of the rule applied, counted from 0. */
  readonly caseIndex: number;
  /** The questions whose answers made it apply. */
  readonly questions: readonly (QuestionCode | TextQuestionCode)[];
  /** What the rule looked at: answers by question, thresholds and factors by name. */
  readonly inputs: Readonly<Record<string, number | string | boolean>>;
  readonly locksNextStep: boolean;
  /** The answer was given well before it arrived; it was tiered by the time of the event. */
  readonly late: boolean;
  readonly source: string;
}

/**
 * What a set of answers says, worst first. Deterministic: the same arguments give the same flags, in the same order.
 * Each rule gives at most one flag, that of its first case that applies. More answers may raise a flag that fewer
 * gave; in one case they lower it: a seizure turns out to be more than a day old.
 * A device clock ahead of ours counts as now: nobody is answered more slowly for it.
 */
export function assess(assessment: Assessment): readonly Flag[] {
  const facts: Facts = { ...assessment, ageMs: Math.max(0, assessment.now - assessment.occurredAt) };
  const late = facts.ageMs > assessment.ruleSet.thresholds.lateAfterMinutes * 60_000;
  const flags = assessment.ruleSet.rules.flatMap((rule): readonly Flag[] => {
    for (const [caseIndex, each] of rule.cases.entries()) {
      const reason = decide(each.when, facts);
      if (reason === null) continue;
      const { tier, ackBy, help } = each;
      const { id: ruleId, family, locksNextStep, source } = rule;
      const questions = [...reason.questions];
      const inputs = { ...reason.inputs };
      return [{ family, tier, ackBy, help, ruleId, ruleVersion: assessment.ruleSet.version, caseIndex, questions, inputs, locksNextStep, late, source }];
    }
    return [];
  });
  return flags.sort((one, other) => (one.tier < other.tier ? -1 : one.tier > other.tier ? 1 : 0));
}
