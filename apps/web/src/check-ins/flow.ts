import { placeOf, questionsFor, type AskingContext, type Screen, type ScreenCode, type Template } from '@evenkeel/check-ins-rules';
import {
  choices,
  followUpCodes,
  helpFor,
  insteadOfAnswer,
  isAnswered,
  isNoneOfThese,
  isQuestionCode,
  type Answer,
  type HelpCard,
  type QuestionCode,
} from '@evenkeel/symptoms-rules';
import type { Draft } from '../offline/draft.js';

/** The answers in numbers of a draft, as the rules read them. */
export const answersOf = (draft: Draft): readonly Answer[] =>
  Object.values(draft.answers).flatMap(({ question, value }) => (value !== null && isQuestionCode(question) ? [{ question, value }] : []));

export const valueOf = (answers: readonly Answer[], question: string): number | undefined => answers.find((each) => each.question === question)?.value;

/** Where somebody is in a check-in. */
export interface Place {
  readonly screen: Screen;
  readonly number: number;
  readonly of: number;
  readonly before: ScreenCode | null;
  readonly after: ScreenCode | null;
}

/** The place of a screen among those that are asked now. A screen that is not asked any more gives the first one. */
export function placeAt(code: ScreenCode | null, template: Template, answers: readonly Answer[], context: AskingContext): Place {
  const screens = questionsFor(template, answers, context);
  const found = screens.findIndex((screen) => screen.code === code);
  const index = Math.max(0, found);
  const screen = screens[index];
  if (screen === undefined) throw new Error('A check-in has at least one screen');
  const place = placeOf(screen.code, template, answers, context);
  return { screen, number: place?.number ?? 1, of: place?.of ?? screens.length, before: screens[index - 1]?.code ?? null, after: screens[index + 1]?.code ?? null };
}

/** Which of a screen's questions are chosen now. */
export const chosenOf = (screen: Screen, answers: readonly Answer[]): readonly QuestionCode[] =>
  screen.questions.filter((question) => isAnswered(valueOf(answers, question)));

/**
 * The answers that a change of a list of events makes: what was ticked is reported, what was unticked is taken back,
 * and "none of these" never stands beside one of these.
 */
export function eventAnswers(screen: Screen, answers: readonly Answer[], wanted: readonly string[]): readonly Answer[] {
  const before = chosenOf(screen, answers);
  const added = wanted.filter((each) => !before.some((question) => question === each));
  const keeps = (question: QuestionCode): boolean => {
    if (!wanted.includes(question)) return false;
    if (added.some(isNoneOfThese)) return isNoneOfThese(question);
    return !(isNoneOfThese(question) && added.length > 0);
  };
  return screen.questions.flatMap((question): readonly Answer[] => {
    const was = before.includes(question);
    const is = keeps(question);
    if (was === is) return [];
    return [{ question, value: is ? choices.event.reported : insteadOfAnswer.skipped }];
  });
}

/** Whether this question of a picker may be answered: it is already, or there is room for one more. */
export const hasRoom = (screen: Screen, answers: readonly Answer[], question: QuestionCode): boolean =>
  screen.atMost === null || isAnswered(valueOf(answers, question)) || chosenOf(screen, answers).length < screen.atMost;

/** The patient's own symptoms first, then the common ones; only what this check-in can ask. */
export function pickerOrder(screen: Screen, tracked: readonly string[]): readonly QuestionCode[] {
  const own = tracked.flatMap((code) => screen.questions.filter((question) => question === `symptom.${code}` || question === code));
  return [...new Set([...own, ...screen.questions])];
}

/** What "same as last time" would answer on this screen; empty when there is nothing to repeat. */
export function sameAgain(screen: Screen, last: readonly { readonly question: string; readonly value: number | null }[]): readonly Answer[] {
  const repeated = screen.questions.flatMap((question): readonly Answer[] => {
    const value = last.find((each) => each.question === question)?.value;
    return typeof value === 'number' && isAnswered(value) ? [{ question, value }] : [];
  });
  return screen.atMost === null ? repeated : repeated.slice(0, screen.atMost);
}

/**
 * Which card these new answers show, by the same rules that the server runs; the most urgent of them, or none. An event
 * shows its card whatever was reported before it, also where the rules count both as one.
 */
export function helpAfter(before: readonly Answer[], changed: readonly Answer[]): { readonly card: HelpCard; readonly question: QuestionCode } | null {
  const all = [...before.filter((each) => !changed.some((one) => one.question === each.question)), ...changed];
  let found: { card: HelpCard; question: QuestionCode } | null = null;
  for (const answer of changed) {
    const card = helpFor(answer, { soFar: all.filter((each) => each.question !== answer.question) }) ?? (isEvent(answer) ? helpFor(answer) : null);
    if (card !== null && (found === null || urgency.indexOf(card) < urgency.indexOf(found.card))) found = { card, question: answer.question };
  }
  return found;
}

const isEvent = ({ question, value }: Answer): boolean => question.startsWith('event.') && value === choices.event.reported;

const urgency: readonly HelpCard[] = ['emergency', 'crisis', 'urgent'];

export const moreUrgent = (one: HelpCard, other: HelpCard): HelpCard => (urgency.indexOf(one) <= urgency.indexOf(other) ? one : other);

/** Answers that go out at once: those that show help, and the further question below a help card. */
export const goesAtOnce = (changed: readonly Answer[], help: HelpCard | null): boolean =>
  help !== null || changed.some((each) => followUpCodes.some((code) => code === each.question));
