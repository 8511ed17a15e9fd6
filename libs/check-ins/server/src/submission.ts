import { checkAnswers, isZone, type Template, templateOf } from '@evenkeel/check-ins-rules';
import { asId, type CheckInId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { isLocalDate } from '@evenkeel/taper-rules';
import type { Tap, TappedAnswer, TypedText } from './store/answer.store.js';

/** A revision of a check-in as it came from a device. Exactly one of `value` and `text` is given per answer. */
export interface SubmittedCheckIn {
  /** Made by the device, once per check-in; the same in every repetition. */
  readonly id: string;
  readonly revision: number;
  readonly templateId: string;
  readonly templateVersion: number;
  /** The planned check-in that is answered; `null` for one that the patient began. */
  readonly checkInId: string | null;
  readonly openedAt: Date | null;
  readonly answers: readonly ({ readonly question: string; readonly value: number | null; readonly text: string | null } & Tap)[];
  readonly complete: boolean;
  /** Codes of what the patient was shown because of the answers, such as the help card. */
  readonly shown: readonly string[];
}

/** The same, checked. */
export interface Submission {
  readonly id: CheckInId;
  readonly revision: number;
  readonly template: Template;
  readonly planned: boolean;
  readonly openedAt: Date | null;
  readonly answers: readonly TappedAnswer[];
  readonly texts: readonly TypedText[];
  readonly complete: boolean;
  readonly shown: readonly string[];
}

const mostAnswers = 100;
const mostRevisions = 1_000_000;
const shownCode = /^[a-z0-9][a-z0-9.-]{0,59}$/;

/**
 * Checks a submission as a whole and names the field, or the question, at fault. A refused submission stays on the
 * device as it was typed. Words of the patient are never repeated in a refusal.
 */
export function readSubmission(input: SubmittedCheckIn): Submission | Refusal {
  if (!isId(input.id)) return refuse('not-an-id', 'id');
  if (input.checkInId !== null && !isId(input.checkInId)) return refuse('not-an-id', 'checkInId');
  if (!Number.isInteger(input.revision) || input.revision < 1 || input.revision > mostRevisions) {
    return refuse('revision-out-of-range', 'revision', { atLeast: 1, atMost: mostRevisions });
  }
  const template = templateOf(input.templateId, input.templateVersion);
  if (template === null) return refuse('unknown-template', 'templateId');
  if (input.answers.length > mostAnswers) return refuse('too-many-answers', 'answers', { atMost: mostAnswers });
  if (input.shown.length > mostAnswers || !input.shown.every((code) => shownCode.test(code))) return refuse('not-a-code', 'shown');
  if (input.openedAt !== null && Number.isNaN(input.openedAt.getTime())) return refuse('not-an-instant', 'openedAt');
  const tapped = readTaps(template, input);
  if (isRefusal(tapped)) return tapped;
  return {
    id: asId('CheckIn', input.checkInId ?? input.id), revision: input.revision, template, planned: input.checkInId !== null,
    openedAt: input.openedAt, ...tapped, complete: input.complete, shown: [...input.shown],
  };
}

function readTaps(template: Template, input: SubmittedCheckIn): Pick<Submission, 'answers' | 'texts'> | Refusal {
  const numbers: ({ question: string; value: number } & Tap)[] = [];
  const words: ({ question: string; text: string } & Tap)[] = [];
  for (const { question, value, text, ...tap } of input.answers) {
    if (Number.isNaN(tap.answeredAt.getTime())) return refuse('not-an-instant', 'answeredAt');
    if (!isLocalDate(tap.localDate)) return refuse('not-a-date', 'localDate');
    if (!isZone(tap.zone)) return refuse('unknown-zone', 'zone');
    if (value !== null && text === null) numbers.push({ question, value, ...tap });
    else if (text !== null && value === null) words.push({ question, text, ...tap });
    else return refuse('value-or-text', 'answers');
  }
  const checked = checkAnswers(template, { answers: numbers, texts: words });
  if (isRefusal(checked)) return checked;
  return {
    answers: checked.answers.flatMap((answer, at) => withTap(answer, numbers[at])),
    texts: checked.texts.flatMap((text, at) => withTap(text, words[at])),
  };
}

/** The rules keep the order, so an answer and its tap stand at the same place. */
const withTap = <T extends object>(checked: T, tap: Tap | undefined): (T & Tap)[] =>
  tap === undefined ? [] : [{ ...checked, answeredAt: tap.answeredAt, localDate: tap.localDate, zone: tap.zone }];
