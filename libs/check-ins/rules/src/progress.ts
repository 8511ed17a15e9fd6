import { isAnswered, ruleSet, type Answer, type TextAnswer } from '@evenkeel/symptoms-rules';
import { daysBetween } from './after-steps.js';
import type { FollowUp, Screen, ScreenCode, ScreenCondition, Template } from './template.js';

/** What the order of questions depends on besides the answers. Dates are those of the patient's calendar. */
export interface AskingContext {
  readonly localDate: string;
  /** When the red-flag questions were last put, answered or not; `null` if never. */
  readonly redFlagsLastAskedOn: string | null;
  /** The last cut after which they are put again (`cutToAskAfter`). Left out or `null`: not known, or none. */
  readonly lastCutOn?: string | null;
  /** Whether a switched slot calls for the questions about sedation (`sedationDue`). Left out: not known, or no. */
  readonly sedationDue?: boolean;
  /** From which overall score they are put; the shipped threshold unless the organisation has another. */
  readonly highOverall?: number;
}

/**
 * The screens of this check-in, in order. They change with the answers: a high score brings in the red flags, taking
 * it back takes them out again unless one of them has been answered (an answer is never hidden from who gave it).
 */
export function questionsFor(template: Template, answers: readonly Answer[], context: AskingContext): readonly Screen[] {
  return template.screens.filter(
    (screen) => isDue[screen.condition](answers, context) || isTouched(screen, answers),
  );
}

const isDue: Record<ScreenCondition, (answers: readonly Answer[], context: AskingContext) => boolean> = {
  always: () => true,
  'red-flags-due': redFlagsDue,
  'sedation-due': (_, { sedationDue = false }) => sedationDue,
};

/** The first screen that has no answer yet, counting a skipped one as done; `null` at the end. */
export function nextQuestion(
  template: Template,
  answers: readonly Answer[],
  context: AskingContext,
  texts: readonly TextAnswer[] = [],
): Screen | null {
  return questionsFor(template, answers, context).find((screen) => !isTouched(screen, answers, texts)) ?? null;
}

/** "Question 2 of 4", counted from 1; `null` for a screen that is not asked now. */
export function placeOf(
  code: ScreenCode,
  template: Template,
  answers: readonly Answer[],
  context: AskingContext,
): { readonly number: number; readonly of: number } | null {
  const screens = questionsFor(template, answers, context);
  const place = screens.findIndex((screen) => screen.code === code);
  return place < 0 ? null : { number: place + 1, of: screens.length };
}

/** The further questions of this screen that its answers call for. */
export const followUpsFor = (screen: Screen, answers: readonly Answer[]): readonly FollowUp[] =>
  screen.followUps.filter((each) => answers.some((answer) => answer.question === each.after && each.is.includes(answer.value)));

/**
 * Whether the check-in counts as answered: its overall score alone will do. "Not sure" is an answer here, because
 * the person did check in; a skipped score is not.
 */
export const isComplete = (template: Template, answers: readonly Answer[]): boolean =>
  answers.some((answer) => template.completeWith.includes(answer.question) && (isAnswered(answer.value) || answer.value === notSure));

const notSure = -2;

/** Whether the red-flag questions have to be put on this day with these answers. */
export function redFlagsDue(answers: readonly Answer[], context: AskingContext): boolean {
  const overall = answers.find((answer) => answer.question === 'overall')?.value;
  const high = isAnswered(overall) && overall >= (context.highOverall ?? ruleSet.thresholds.highOverall);
  const { redFlagsLastAskedOn: asked, localDate, lastCutOn = null } = context;
  if (high || asked === null || daysBetween(asked, localDate) >= 7) return true;
  return lastCutOn !== null && asked <= lastCutOn && lastCutOn <= localDate;
}

const isTouched = (screen: Screen, answers: readonly Answer[], texts: readonly TextAnswer[] = []): boolean =>
  answers.some((answer) => screen.questions.includes(answer.question)) || texts.some((text) => screen.texts.includes(text.question));
