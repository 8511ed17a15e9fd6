import { isNoneOfThese } from '@evenkeel/symptoms-rules';

/** Where an answer stands in the block of an alert: what can be dangerous first, then the score, then the rest. */
function place(question: string): number {
  if (question.startsWith('event.')) return 0;
  if (question === 'seizure-when' || question === 'suicidal-acuity' || question === 'hallucination-insight') return 1;
  if (isNoneOfThese(question)) return 2;
  if (question === 'event-note') return 3;
  if (question === 'overall') return 4;
  if (question === 'dose' || question === 'dose-note') return 5;
  if (question === 'sleep') return 6;
  return 7;
}

interface Readable {
  readonly question: string;
  readonly value: number | null;
}

/** The answers in the order in which somebody who has to act reads them. Stronger symptoms come before weaker ones. */
export const inReadingOrder = <Answer extends Readable>(answers: readonly Answer[]): readonly Answer[] =>
  [...answers].sort((left, right) =>
    place(left.question) - place(right.question) ||
    (place(left.question) === 7 ? (right.value ?? 0) - (left.value ?? 0) : 0) ||
    (left.question < right.question ? -1 : left.question > right.question ? 1 : 0));
