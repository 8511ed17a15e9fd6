import type { AlertContext } from '@evenkeel/escalation-server';
import type { Flag, PreviousDay, RiskFactors } from '@evenkeel/symptoms-rules';
import { currentDoses, type DoseChange, type DoseStep, formatDose, formatPercent, lastChange, nextPlanned } from '@evenkeel/taper-rules';
import type { StoredAnswer, StoredText } from './store/answer.store.js';

/**
 * The clinical half of an alert, frozen at the moment it was raised and sealed with the patient's key: whoever answers
 * at three in the morning reads this and nothing else. What is added here lets the decision be replayed.
 */
export interface FlagContext extends AlertContext {
  /** The first question that made the rule apply, or the rule itself where none did. */
  readonly trigger: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly caseIndex: number;
  readonly inputs: Flag['inputs'];
  readonly source: string;
  readonly late: boolean;
  readonly riskFactors: RiskFactors;
}

export interface ContextFacts {
  readonly answers: readonly StoredAnswer[];
  readonly texts: readonly StoredText[];
  readonly previous: readonly PreviousDay[];
  readonly steps: readonly DoseStep[];
  readonly localDate: string;
  readonly riskFactors: RiskFactors;
  readonly shown: readonly string[];
}

/** Puts together what a responder needs to know about this flag. */
export function alertContext(flag: Flag, { riskFactors, ...known }: KnownNow): FlagContext {
  const { ruleId, ruleVersion, caseIndex, inputs, source, late } = flag;
  return { trigger: flag.questions[0] ?? ruleId, ruleId, ruleVersion, caseIndex, inputs, source, late, ...known, riskFactors };
}

export interface KnownNow extends AlertContext {
  readonly riskFactors: RiskFactors;
}

/** What a responder needs to know about a check-in, whatever was found in it. */
export function knownNow(facts: ContextFacts): KnownNow {
  const { steps, localDate, previous, riskFactors, shown } = facts;
  const doses = currentDoses(steps, localDate);
  return {
    answers: [
      ...facts.answers.map(({ question, value, answeredAt }) => ({ question, value, text: null, answeredAt: answeredAt.toISOString() })),
      ...facts.texts.map(({ question, text, answeredAt }) => ({ question, value: null, text, answeredAt: answeredAt.toISOString() })),
    ],
    dose: doses.length === 0 ? null : doses.map(printDose).join(' + '),
    lastChange: printChange(lastChange(steps, localDate)),
    nextPlanned: printChange(nextPlanned(steps, localDate)),
    usual: median(previous.map((day) => day.overall)),
    recent: previous.slice(-7).map((day) => day.overall),
    riskFactors, shown: [...shown],
  };
}

const printDose = (step: DoseStep): string => `${step.medicine} ${formatDose(step.total)}`;

/** "2026-02-10: 0.5 mg → 0.45 mg (90%)": figures and signs only, the same in every language. */
function printChange(change: DoseChange | null): string | null {
  if (change === null) return null;
  const to = change.from === null || change.from.medicine !== change.to.medicine ? printDose(change.to) : formatDose(change.to.total);
  const from = change.from === null ? '' : `${formatDose(change.from.total)} → `;
  return `${change.on}: ${from}${to}${change.percentOfPrevious === null ? '' : ` (${formatPercent(change.percentOfPrevious)})`}`;
}

/** The middle value; of an even number the mean of the two in the middle, rounded half up. `null` of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : Math.floor((lower + upper + 1) / 2);
}
