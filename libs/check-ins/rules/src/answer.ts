import { isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import {
  insteadOfAnswer,
  isAnswered,
  isNoneOfThese,
  isTextQuestionCode,
  questionOf,
  type Answer,
  type TextAnswer,
} from '@evenkeel/symptoms-rules';
import { questionsOf, textsOf, type Template } from './template.js';

export type AnswerRefusal =
  | 'unknown-question'
  | 'not-in-this-check-in'
  | 'answered-twice'
  | 'not-a-whole-number'
  | 'value-out-of-range'
  | 'too-many-picked'
  | 'text-empty'
  | 'text-too-long';

/** What came over the wire or out of the phone's storage. */
export interface RawAnswers {
  readonly answers: readonly { readonly question: string; readonly value: number }[];
  readonly texts?: readonly { readonly question: string; readonly text: string }[];
}

export interface CheckedAnswers {
  readonly answers: readonly Answer[];
  readonly texts: readonly TextAnswer[];
}

/** In characters; longer words belong into a call, and the screen counts down. */
export const longestText = 500;

/**
 * Checks a whole revision of a check-in: every answer given so far, not only the new ones. Refuses it as a whole,
 * naming the question at fault in `field`, and never repeats a patient's words. Order is kept; text is trimmed.
 * An empty revision is allowed: a patient may open a check-in and say nothing. "None of these" beside one of these is
 * dropped: what was named counts.
 *
 * A refused revision may still hold an event that a person has to hear of: assess `soundAnswers` of it all the same.
 */
export function checkAnswers(template: Template, raw: RawAnswers): CheckedAnswers | Refusal<AnswerRefusal> {
  const answers: Answer[] = [];
  const seen = new Set<string>();
  for (const each of raw.answers) {
    const answer = checkAnswer(template, each);
    if (isRefusal(answer)) return answer;
    if (seen.has(answer.question)) return refuse('answered-twice', answer.question);
    seen.add(answer.question);
    answers.push(answer);
  }
  const texts: TextAnswer[] = [];
  for (const each of raw.texts ?? []) {
    const text = checkText(template, each);
    if (isRefusal(text)) return text;
    if (seen.has(text.question)) return refuse('answered-twice', text.question);
    seen.add(text.question);
    texts.push(text);
  }
  return tooMany(template, answers) ?? { answers: withoutFalseNone(template, answers), texts };
}

/**
 * What can be read of a revision, whatever else is wrong with it: each answer that is right by itself, the last of two
 * to the same question. For the rules only, so that a fault of a form never hides a seizure; it is not to be stored.
 */
export function soundAnswers(template: Template, raw: RawAnswers): CheckedAnswers {
  const last = <T extends { readonly question: string }>(list: readonly (T | Refusal)[]): readonly T[] => [
    ...new Map(list.filter((each): each is T => !isRefusal(each)).map((each) => [each.question, each])).values(),
  ];
  const answers = last(raw.answers.map((each) => checkAnswer(template, each)));
  return { answers: withoutFalseNone(template, answers), texts: last((raw.texts ?? []).map((each) => checkText(template, each))) };
}

/** One answer in numbers, alone. */
export function checkAnswer(
  template: Template,
  raw: { readonly question: string; readonly value: number },
): Answer | Refusal<AnswerRefusal> {
  const question = questionOf(raw.question);
  // Text that is no code is not repeated: it could be anything.
  if (question === null) return refuse('unknown-question', null);
  const { code } = question;
  if (!questionsOf(template).includes(code)) return refuse('not-in-this-check-in', code);
  if (!Number.isInteger(raw.value)) return refuse('not-a-whole-number', code);
  const { value } = raw;
  const allowed =
    question.values.includes(value) ||
    value === insteadOfAnswer.skipped ||
    (value === insteadOfAnswer.notSure && question.mayBeNotSure);
  if (!allowed) return refuse('value-out-of-range', code, { atLeast: Math.min(...question.values), atMost: Math.max(...question.values) });
  return { question: code, value };
}

/** One answer in words, alone. */
export function checkText(
  template: Template,
  raw: { readonly question: string; readonly text: string },
): TextAnswer | Refusal<AnswerRefusal> {
  if (!isTextQuestionCode(raw.question)) return refuse('unknown-question', null);
  if (!textsOf(template).includes(raw.question)) return refuse('not-in-this-check-in', raw.question);
  const text = raw.text.trim();
  if (text === '') return refuse('text-empty', raw.question);
  if ([...text].length > longestText) return refuse('text-too-long', raw.question, { atMost: longestText });
  return { question: raw.question, text };
}

function tooMany(template: Template, answers: readonly Answer[]): Refusal<AnswerRefusal> | null {
  for (const { atMost, questions, code } of template.screens) {
    if (atMost === null) continue;
    const picked = answers.filter((answer) => questions.includes(answer.question) && isAnswered(answer.value));
    if (picked.length > atMost) return refuse('too-many-picked', code, { atMost });
  }
  return null;
}

/** "None of these" is said of the screen it stands on, and not where one of these was reported. */
function withoutFalseNone(template: Template, answers: readonly Answer[]): readonly Answer[] {
  const reported = (question: string): boolean => question.startsWith('event.') && answers.some((answer) => answer.question === question && isAnswered(answer.value));
  const untrue = template.screens.filter(({ questions }) => questions.some(reported)).flatMap(({ questions }) => questions.filter(isNoneOfThese));
  return answers.filter(({ question }) => !untrue.some((none) => none === question));
}
