import { highRiskPhrase } from '@evenkeel/phrases';
import { isAnswered, type QuestionCode, type TextQuestionCode } from './questions.js';
import type { RiskFactor, Trigger } from './rule.js';
import type { Assessment, RiskFactors } from './assess.js';

/** What a trigger is held against. `ageMs` is how long ago the answers were given, zero or more. */
export interface Facts extends Assessment {
  readonly ageMs: number;
}

/** Why a trigger holds: the questions that made it so and everything that was looked at. */
export interface Reason {
  readonly questions: ReadonlySet<QuestionCode | TextQuestionCode>;
  readonly inputs: Readonly<Record<string, number | string | boolean>>;
}

/** Whether a trigger holds, with its reason; `null` when it does not. */
export function decide(trigger: Trigger, facts: Facts): Reason | null {
  switch (trigger.kind) {
    case 'all': {
      const reasons = trigger.of.map((each) => decide(each, facts));
      return reasons.every((each): each is Reason => each !== null) ? join(reasons) : null;
    }
    case 'any': {
      const reasons = trigger.of.map((each) => decide(each, facts)).filter((each): each is Reason => each !== null);
      return reasons.length > 0 ? join(reasons) : null;
    }
    case 'answer': {
      const value = valueOf(facts, trigger.question);
      return value !== undefined && trigger.is.includes(value) ? because([trigger.question], { [trigger.question]: value }) : null;
    }
    case 'at-least': {
      const value = valueOf(facts, trigger.question);
      const threshold = facts.ruleSet.thresholds[trigger.threshold];
      return isAnswered(value) && value >= threshold
        ? because([trigger.question], { [trigger.question]: value, [trigger.threshold]: threshold })
        : null;
    }
    case 'unknown':
      return isAnswered(valueOf(facts, trigger.question)) ? null : because([], { [trigger.question]: 'unknown' });
    case 'high-days':
      return highDays(facts);
    case 'risk': {
      const holds = factors[trigger.factor](facts.riskFactors);
      return holds === trigger.holds ? because([], { [trigger.factor]: holds }) : null;
    }
    case 'present': {
      const { presentHours } = facts.ruleSet.thresholds;
      return facts.ageMs <= presentHours * 3_600_000
        ? because([], { presentHours, answeredMinutesAgo: Math.floor(facts.ageMs / 60_000) })
        : null;
    }
    case 'words':
      return words(trigger.match, facts);
  }
}

const factors: Record<RiskFactor, (risk: RiskFactors) => boolean> = {
  'seizure-history': (risk) => risk.seizureHistory,
  // The guideline's matrix counts dependence from four days of use a week (ASAM pocket guide p. 8).
  'irregular-regimen': (risk) => risk.regimenDaysPerWeek !== null && risk.regimenDaysPerWeek < 4,
};

/** High on enough of the last days, today among them: a high score of last week alone is no news today. */
function highDays(facts: Facts): Reason | null {
  const { highOverall, highDays: atLeast, highDaysOf } = facts.ruleSet.thresholds;
  const today = valueOf(facts, 'overall');
  if (!isAnswered(today) || today < highOverall) return null;
  const first = daysBefore(facts.localDate, highDaysOf - 1);
  const earlier = facts.previous.filter(
    (day) => day.localDate >= first && day.localDate < facts.localDate && day.overall >= highOverall,
  );
  const days = 1 + new Set(earlier.map((day) => day.localDate)).size;
  return days >= atLeast ? because(['overall'], { overall: today, highOverall, highDays: days, highDaysOf }) : null;
}

function words(match: 'high-risk' | 'any', facts: Facts): Reason | null {
  if (match === 'any') {
    const written = facts.texts.filter(({ text }) => text.trim() !== '').map(({ question }) => question);
    return written.length === 0 ? null : because(written, Object.fromEntries(written.map((question) => [question, 'words'])));
  }
  for (const { question, text } of facts.texts) {
    const phrase = highRiskPhrase(text);
    if (phrase !== null) return because([question], { [question]: 'high-risk-words', phrase });
  }
  return null;
}

const valueOf = (facts: Facts, question: QuestionCode): number | undefined =>
  facts.answers.find((answer) => answer.question === question)?.value;

const because = (questions: readonly (QuestionCode | TextQuestionCode)[], inputs: Reason['inputs']): Reason => ({ questions: new Set(questions), inputs });

const join = (reasons: readonly Reason[]): Reason => ({
  questions: new Set(reasons.flatMap((each) => [...each.questions])),
  inputs: Object.assign({}, ...reasons.map((each) => each.inputs)) as Reason['inputs'],
});

/** A calendar date some days earlier; no zone is involved. */
function daysBefore(localDate: string, days: number): string {
  return new Date(Date.parse(`${localDate}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
