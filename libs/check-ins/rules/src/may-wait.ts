import { insteadOfAnswer, isNoneOfThese, isQuestionCode } from '@evenkeel/symptoms-rules';

/** Far below every score that a clinician may sign as high (the set that ships says 8). */
const quietScore = 5;
/** The strongest level of a symptom is 3, and some rules ask for it. */
const quietLevel = 2;

/**
 * Whether a submission may be asked to come again a little later when everybody comes at once: only if nothing in it can
 * reach a rule that calls a person. An event, a word, a high score, a strong symptom, and anything that is not
 * understood, never waits. Says nothing about whether the submission is sound.
 * @param answers as they came from a device, unchecked
 */
export function mayWait(answers: unknown): boolean {
  return Array.isArray(answers) && answers.every(isQuiet);
}

function isQuiet(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const { question, value, text } = answer as { readonly question?: unknown; readonly value?: unknown; readonly text?: unknown };
  if (typeof question !== 'string' || typeof value !== 'number' || !isQuestionCode(question)) return false;
  if (text !== undefined && text !== null) return false;
  if (question.startsWith('symptom.')) return value <= quietLevel;
  if (question === 'overall') return value <= quietScore && value !== insteadOfAnswer.notSure;
  return question === 'sleep' || question === 'dose' || isNoneOfThese(question);
}
