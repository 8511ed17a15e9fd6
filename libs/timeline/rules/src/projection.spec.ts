import { describe, expect, it } from '@jest/globals';
import { levelSymptomCodes } from '@evenkeel/symptoms-rules';
import fc from 'fast-check';
import { bucketsOf } from './buckets.js';
import { dateOf, dayNumber, mondayOf, monthOf } from './calendar.js';
import { foldMonth, freshMonths, type MonthColumns, type Score } from './month.js';
import { daysOf, type Range } from './range.js';
import type { Resolution } from './timeline.js';

const first = dayNumber('2025-11-17');
const questions = ['overall', 'sleep', 'event.seizure', 'symptom.anxiety', 'symptom.tremor', 'symptom.headache', 'symptom.insomnia', 'symptom.nausea'];

/** Somebody answers a question of a check-in of some day, perhaps for the second time, or the worker folds what is stale. */
type Step = { readonly kind: 'answer'; readonly checkIn: number; readonly question: string; readonly value: number } | { readonly kind: 'fold'; readonly most: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), checkIn: fc.nat(200), question: fc.constantFrom(...questions), value: fc.integer({ min: -2, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fold' as const), most: fc.integer({ min: 1, max: 3 }) }) },
), { maxLength: 120 });

const dateOfCheckIn = (checkIn: number): string => dateOf(first + Math.floor(checkIn / 2));

/** A database in small: answers by (check-in, question), rows of the projection, and a queue of stale months. */
function play(played: readonly Step[]): { readonly answers: readonly Score[]; readonly stored: readonly MonthColumns[]; readonly stale: readonly string[] } {
  const answers = new Map<string, Score>();
  const stored = new Map<string, MonthColumns>();
  const stale: string[] = [];
  for (const step of played) {
    if (step.kind === 'answer') {
      const date = dateOfCheckIn(step.checkIn);
      const score = step.question === 'overall' && step.value >= 0 ? { date, question: step.question, value: step.value * 3 } : { date, question: step.question, value: step.value };
      answers.set(`${step.checkIn} ${step.question}`, score);
      stale.push(monthOf(date));
      continue;
    }
    for (const month of new Set(stale.splice(0, step.most))) {
      // Whatever is still queued for this month is folded a second time later: that must not matter either.
      stored.set(month, foldMonth(month, [...answers.values()]));
    }
  }
  return { answers: [...answers.values()], stored: [...stored.values()], stale };
}

const ranges: fc.Arbitrary<Range> = fc.tuple(fc.integer({ min: -20, max: 110 }), fc.nat(120)).map(([start, length]) => ({ from: dateOf(first + start), to: dateOf(first + start + length) }));
const resolutions = fc.constantFrom<Resolution>('day', 'week', 'month');

/** The definition, word by word and without the projection. */
function directly(answers: readonly Score[], range: Range, resolution: Resolution) {
  const keyOf = (date: string): string => (resolution === 'day' ? date : resolution === 'week' ? dateOf(mondayOf(dayNumber(date))) : monthOf(date));
  const dates = Array.from({ length: daysOf(range) }, (_, at) => dateOf(dayNumber(range.from) + at));
  const keys = [...new Set(dates.map(keyOf))];
  const inBucket = (key: string, question: string) => answers.filter((each) => each.question === question && each.value >= 0 && dates.includes(each.date) && keyOf(each.date) === key);
  const highs = (key: string, code: string): number[] => {
    const said = inBucket(key, `symptom.${code}`);
    return [...new Set(said.map(({ date }) => date))].map((date) => Math.max(...said.filter((each) => each.date === date).map(({ value }) => value)));
  };
  const share = (values: readonly number[], part: number): number | null => {
    const sorted = [...values].sort((a, b) => a - b);
    const place = (sorted.length - 1) * part;
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
  };
  const overall = keys.map((key) => inBucket(key, 'overall'));
  const of = (part: number) => overall.map((each) => share(each.map(({ value }) => value), part));
  return {
    buckets: {
      day: keys.map((key) => dates.findIndex((date) => keyOf(date) === key)), days: keys.map((key) => dates.filter((date) => keyOf(date) === key).length),
      answered: overall.map((each) => new Set(each.map(({ date }) => date)).size), min: of(0), p25: of(0.25), median: of(0.5), p75: of(0.75), max: of(1),
    },
    symptoms: levelSymptomCodes.filter((code) => keys.some((key) => highs(key, code).length > 0))
      .map((code) => ({ code, median: keys.map((key) => share(highs(key, code), 0.5)), max: keys.map((key) => share(highs(key, code), 1)) })),
  };
}

describe('the projection', () => {
  it('with its tail says what the answers say, whatever was folded when and answered again after', () => {
    fc.assert(fc.property(steps, ranges, resolutions, (played, range, resolution) => {
      const { answers, stored, stale } = play(played);
      const tail = answers.filter(({ date }) => stale.includes(monthOf(date)));
      const { buckets, symptoms } = bucketsOf(freshMonths(stored, stale, tail), range, resolution, '2099-01-01');
      const expected = directly(answers, range, resolution);
      expect(buckets).toEqual(expected.buckets);
      const byCode = (list: readonly { readonly code: string }[]) => [...list].sort((one, other) => (one.code < other.code ? -1 : 1));
      expect(byCode(symptoms)).toEqual(byCode(expected.symptoms));
    }), { numRuns: 300 });
  });

  it('needs no order of the answers', () => {
    fc.assert(fc.property(steps, fc.infiniteStream(fc.nat(1000)), (played, dice) => {
      const { answers } = play(played);
      const shuffled = answers.map((each) => ({ each, at: dice.next().value as number })).sort((one, other) => one.at - other.at).map(({ each }) => each);
      for (const month of new Set(answers.map(({ date }) => monthOf(date)))) expect(foldMonth(month, shuffled)).toEqual(foldMonth(month, answers));
    }));
  });

  it('fits the table: lists of equal length, a level for each day of the month', () => {
    expect(foldMonth('2026-02-01', [
      { date: '2026-02-03', question: 'overall', value: 7 }, { date: '2026-02-03', question: 'overall', value: 4 }, { date: '2026-02-02', question: 'overall', value: -2 },
      { date: '2026-02-02', question: 'symptom.tremor', value: 1 }, { date: '2026-02-02', question: 'symptom.tremor', value: 3 }, { date: '2026-03-02', question: 'overall', value: 9 },
      { date: '2026-02-09', question: 'symptom.unheard-of', value: 1 },
    ])).toEqual({ month: '2026-02-01', overallDay: [3, 3], overall: [4, 7], symptom: ['tremor'], level: [null, 3, ...new Array<null>(26).fill(null)], firstDay: 2 });
    expect(foldMonth('2026-02-01', [{ date: '2026-02-02', question: 'overall', value: -1 }])).toEqual({ month: '2026-02-01', overallDay: [], overall: [], symptom: [], level: [], firstDay: null });
  });
});
