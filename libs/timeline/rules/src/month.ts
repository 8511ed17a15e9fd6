import { isLevelSymptomCode } from '@evenkeel/symptoms-rules';
import type { LocalDate } from '@evenkeel/taper-rules';
import { dayOfMonth, daysIn, monthOf } from './calendar.js';

/** One answer in numbers, on the day of its check-in. Negative values stand instead of an answer. */
export interface Score {
  readonly date: LocalDate;
  readonly question: string;
  readonly value: number;
}

/**
 * What one patient said in one month, in lists: the row of the projection. What was not answered is not there, or is
 * `null`, and never zero.
 */
export interface MonthColumns {
  /** The first of the month. */
  readonly month: LocalDate;
  /** Day of the month of each overall score, ascending; several on a day stand next to each other. */
  readonly overallDay: readonly number[];
  /** The scores, ascending within a day. As long as `overallDay`. */
  readonly overall: readonly number[];
  /** Codes of the symptoms that were given a level, in alphabetical order. */
  readonly symptom: readonly string[];
  /** For each symptom as many entries as the month has days: the highest level of the day. */
  readonly level: readonly (number | null)[];
  /** The first day with anything; `null` for a month in which nothing was said. */
  readonly firstDay: number | null;
}

const symptomPrefix = 'symptom.';

/**
 * Folds what was said in a month into its columns. Answers of other months, answers that stand for none and questions
 * that the timeline does not show are passed over. The order of the answers does not matter: the same answers always
 * make the same row.
 */
export function foldMonth(month: LocalDate, scores: readonly Score[]): MonthColumns {
  const days = daysIn(month);
  const overall: { day: number; value: number }[] = [];
  const levels = new Map<string, (number | null)[]>();
  for (const { date, question, value } of scores) {
    if (value < 0 || monthOf(date) !== month) continue;
    const day = dayOfMonth(date);
    if (question === 'overall') overall.push({ day, value });
    const code = question.startsWith(symptomPrefix) ? question.slice(symptomPrefix.length) : '';
    if (!isLevelSymptomCode(code)) continue;
    const row = levels.get(code) ?? new Array<number | null>(days).fill(null);
    row[day - 1] = Math.max(row[day - 1] ?? 0, value);
    levels.set(code, row);
  }
  overall.sort((one, other) => one.day - other.day || one.value - other.value);
  const symptom = [...levels.keys()].sort();
  const firsts = [...levels.values()].map((row) => row.findIndex((level) => level !== null) + 1);
  const first = Math.min(overall[0]?.day ?? Number.POSITIVE_INFINITY, ...firsts);
  return {
    month, overallDay: overall.map(({ day }) => day), overall: overall.map(({ value }) => value),
    symptom, level: symptom.flatMap((code) => levels.get(code) ?? []), firstDay: Number.isFinite(first) ? first : null,
  };
}

/**
 * The months as they are at this moment: rows of the projection, and for those that are stale the answers themselves.
 * @param stored rows as they were folded last
 * @param stale firsts of months in which something was answered since
 * @param tail every answer of the stale months
 */
export function freshMonths(stored: readonly MonthColumns[], stale: readonly LocalDate[], tail: readonly Score[]): readonly MonthColumns[] {
  const again = new Set(stale);
  const byMonth = new Map<LocalDate, Score[]>([...again].map((month) => [month, []]));
  for (const score of tail) byMonth.get(monthOf(score.date))?.push(score);
  const folded = [...byMonth].map(([month, scores]) => foldMonth(month, scores));
  return [...stored.filter(({ month }) => !again.has(month)), ...folded].sort((one, other) => (one.month < other.month ? -1 : 1));
}
