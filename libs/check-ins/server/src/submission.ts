import { checkAnswers, isZone, soundAnswers, type Template, templateOf } from '@evenkeel/check-ins-rules';
import { asId, type CheckInId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { followUpCodes } from '@evenkeel/symptoms-rules';
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
  return { answers: checked.answers.flatMap(withTapOf(numbers)), texts: checked.texts.flatMap(withTapOf(words)) };
}

/** The rules drop what contradicts itself, so the tap of an answer is found by its question and not by its place. */
const withTapOf = (taps: readonly ({ readonly question: string } & Tap)[]) => <T extends { readonly question: string }>(checked: T): (T & Tap)[] =>
  taps.filter(({ question }) => question === checked.question).slice(-1)
    .map(({ answeredAt, localDate, zone }) => ({ ...checked, answeredAt, localDate, zone }));

/**
 * What a refused submission still says of events that a person has to hear of, as a partial revision; `null` if it says
 * nothing of the kind. A fault of a form, or of an old client, must not hide a seizure.
 */
export function readEvents(input: SubmittedCheckIn): Submission | null {
  const template = templateOf(input.templateId, input.templateVersion);
  if (template === null) return null;
  const numbers = input.answers.flatMap(({ question, value, text: _words, ...tap }) => (value === null ? [] : [{ question, value, ...tap }]));
  const isTapSound = (tap: Tap): boolean => !Number.isNaN(tap.answeredAt.getTime()) && isLocalDate(tap.localDate) && isZone(tap.zone);
  const { answers } = soundAnswers(template, { answers: numbers.filter(isTapSound) });
  const isEvent = ({ question }: { readonly question: string }): boolean => question.startsWith('event.');
  if (!answers.some(isEvent)) return null;
  const urgent = answers.filter((each) => isEvent(each) || isFollowUpCode(each.question)).flatMap(({ question, value }) =>
    input.answers.filter((each) => each.question === question && each.value === value && isTapSound(each)).slice(-1));
  const partial = readSubmission({ ...input, answers: urgent, complete: false, shown: [] });
  return isRefusal(partial) ? null : partial;
}

const isFollowUpCode = (question: string): boolean => (followUpCodes as readonly string[]).includes(question);
