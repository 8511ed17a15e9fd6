import { assess, noRiskFactors, type RiskFactors } from './assess.js';
import type { Answer, TextAnswer } from './questions.js';
import type { HelpCard, RuleSet } from './rule.js';
import { ruleSet as shipped } from './rule-set.js';

export interface KnownOnTheDevice {
  /** What was answered before on the same check-in; an earlier answer to the same question is replaced. */
  readonly soFar?: readonly Answer[];
  readonly riskFactors?: RiskFactors;
  readonly ruleSet?: RuleSet;
}

/**
 * Which help card this answer shows, or `null`. Meant for the device, on the tap, before anything is saved or sent.
 *
 * It runs the very rules that the server runs, so that an answer which opens an E0 alert can never be one that shows
 * nothing. Only flags to which this answer contributes count: going back to change "sleep" shows no card again.
 */
export function helpFor(answer: Answer, known: KnownOnTheDevice = {}): HelpCard | null {
  const before = (known.soFar ?? []).filter((each) => each.question !== answer.question);
  const flags = assess({
    ...quiet,
    answers: [...before, answer],
    riskFactors: known.riskFactors ?? noRiskFactors,
    ruleSet: known.ruleSet ?? shipped,
  });
  return mostUrgent(flags.filter((flag) => flag.questions.includes(answer.question)).map((flag) => flag.help));
}

/** The same for words, when the patient leaves the field. */
export function helpForText(text: TextAnswer, known: Pick<KnownOnTheDevice, 'ruleSet'> = {}): HelpCard | null {
  return mostUrgent(assess({ ...quiet, texts: [text], ruleSet: known.ruleSet ?? shipped }).map((flag) => flag.help));
}

/**
 * The card that belongs on the screen with everything said so far: it follows the answers, so that a seizure of last
 * week turns the ambulance into a call, and an event taken back takes its card away. `helpFor` is for the tap.
 */
export const helpForAll = (
  answers: readonly Answer[],
  texts: readonly TextAnswer[] = [],
  known: Pick<KnownOnTheDevice, 'riskFactors' | 'ruleSet'> = {},
): HelpCard | null =>
  mostUrgent(
    assess({ ...quiet, answers, texts, riskFactors: known.riskFactors ?? noRiskFactors, ruleSet: known.ruleSet ?? shipped }).map((flag) => flag.help),
  );

/** The most urgent of several cards; `null` when there is none. */
export const mostUrgent = (cards: readonly (HelpCard | null)[]): HelpCard | null =>
  (['emergency', 'crisis', 'urgent'] as const).find((card) => cards.includes(card)) ?? null;

/** Nothing said yet: a card is decided for this moment and without the days before. */
const quiet = { answers: [], texts: [], previous: [], riskFactors: noRiskFactors, localDate: '1970-01-01', occurredAt: 0, now: 0 } as const;
