import { eventCodes, followUpCodes, type EventCode, type FollowUpCode } from './events.js';
import { levelSymptomCodes, type LevelSymptomCode } from './vocabulary.js';

/**
 * What an answer belongs to. One answer is one small whole number under one code; several codes may stand on one
 * screen. Stored codes: never renamed, never reused, the meaning of a value never changes.
 */
export type QuestionCode =
  | 'overall'
  | 'sleep'
  | 'dose'
  | NoneOfThese
  | `symptom.${LevelSymptomCode}`
  | `event.${EventCode}`
  | FollowUpCode;

/** Said of all events of one screen at once. */
const noneOfThese = ['red-flags-none', 'sedation-none'] as const;

export type NoneOfThese = (typeof noneOfThese)[number];

export const isNoneOfThese = (question: string): question is NoneOfThese => noneOfThese.some((each) => each === question);

/** Questions answered in words. Words are kept apart from numbers and sealed. */
export const textQuestionCodes = ['dose-note', 'event-note'] as const;

export type TextQuestionCode = (typeof textQuestionCodes)[number];

/** Said instead of an answer. Every question may be skipped; "not sure" is offered for the overall score only. */
export const insteadOfAnswer = { skipped: -1, notSure: -2 } as const;

/** The values of the choices, by name, so that no reader has to remember that 2 means "well". */
export const choices = {
  sleep: { badly: 0, soSo: 1, well: 2 },
  dose: { notQuite: 0, asPlanned: 1 },
  event: { reported: 1 },
  noneOfThese: { none: 1 },
  'seizure-when': { now: 0, withinADay: 1, earlier: 2 },
  'suicidal-acuity': { no: 0, yes: 1 },
  'hallucination-insight': { no: 0, yes: 1 },
} as const;

export interface Question {
  readonly code: QuestionCode;
  /** All values that count as an answer, in ascending order; what stands instead of one is not among them. */
  readonly values: readonly number[];
  readonly mayBeNotSure: boolean;
}

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, value) => value);

const question = (code: QuestionCode, values: readonly number[], mayBeNotSure = false): Question => ({ code, values, mayBeNotSure });

const followUpValues: Record<FollowUpCode, readonly number[]> = {
  'seizure-when': Object.values(choices['seizure-when']),
  'suicidal-acuity': Object.values(choices['suicidal-acuity']),
  'hallucination-insight': Object.values(choices['hallucination-insight']),
};

/** Every question there is. Which of them are asked, and when, is for the template of a check-in. */
export const questions: readonly Question[] = [
  question('overall', upTo(10), true),
  question('sleep', Object.values(choices.sleep)),
  question('dose', Object.values(choices.dose)),
  ...noneOfThese.map((code) => question(code, Object.values(choices.noneOfThese))),
  ...levelSymptomCodes.map((code) => question(`symptom.${code}`, upTo(3))),
  ...eventCodes.map((code) => question(`event.${code}`, Object.values(choices.event))),
  ...followUpCodes.map((code) => question(code, followUpValues[code])),
];

const byCode = new Map<string, Question>(questions.map((each) => [each.code, each]));

/** The question of this code, or `null` for text that is no code. */
export const questionOf = (code: string): Question | null => byCode.get(code) ?? null;

export const isQuestionCode = (text: string): text is QuestionCode => byCode.has(text);

export const isTextQuestionCode = (text: string): text is TextQuestionCode => (textQuestionCodes as readonly string[]).includes(text);

/** One answer in numbers. `value` is one of the question's values or stands instead of an answer. */
export interface Answer {
  readonly question: QuestionCode;
  readonly value: number;
}

/** One answer in words, never empty. */
export interface TextAnswer {
  readonly question: TextQuestionCode;
  readonly text: string;
}

/** Whether this value is an answer, and not a word for its absence. */
export const isAnswered = (value: number | undefined): value is number => value !== undefined && value >= 0;
