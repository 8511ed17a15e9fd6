import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { questions } from '@evenkeel/symptoms-rules';
import fc from 'fast-check';
import { checkAnswers, longestText, soundAnswers, type RawAnswers } from './answer.js';
import { daily, serious, templates } from './daily.js';
import { questionsOf, textsOf } from './template.js';

const verdict = (raw: RawAnswers, template = daily): string => {
  const checked = checkAnswers(template, raw);
  return isRefusal(checked) ? `${checked.code} at ${checked.field ?? '-'}` : 'accepted';
};
const one = (question: string, value: number): RawAnswers => ({ answers: [{ question, value }] });
const said = (question: string, text: string): RawAnswers => ({ answers: [], texts: [{ question, text }] });

describe('answers from outside', () => {
  it.each<[string, RawAnswers, string]>([
    ['nothing yet', { answers: [] }, 'accepted'],
    ['the lowest score', one('overall', 0), 'accepted'],
    ['the highest score', one('overall', 10), 'accepted'],
    ['not sure', one('overall', -2), 'accepted'],
    ['skipped', one('overall', -1), 'accepted'],
    ['a score too high', one('overall', 11), 'value-out-of-range at overall'],
    ['a score too low', one('overall', -3), 'value-out-of-range at overall'],
    ['half a score', one('overall', 7.5), 'not-a-whole-number at overall'],
    ['no number', one('overall', Number.NaN), 'not-a-whole-number at overall'],
    ['endless', one('overall', Number.POSITIVE_INFINITY), 'not-a-whole-number at overall'],
    ['not sure of the sleep', one('sleep', -2), 'value-out-of-range at sleep'],
    ['a level too high', one('symptom.tremor', 4), 'value-out-of-range at symptom.tremor'],
    ['an unknown question', one('mood', 1), 'unknown-question at -'],
    ['a name of the language', one('constructor', 1), 'unknown-question at -'],
    ['a symptom that is not among the eight', one('symptom.tinnitus', 1), 'not-in-this-check-in at symptom.tinnitus'],
    ['an event of the other check-in', one('event.pregnant', 1), 'not-in-this-check-in at event.pregnant'],
    ['an event denied', one('event.seizure', 0), 'value-out-of-range at event.seizure'],
    ['a follow-up', { answers: [...one('event.seizure', 1).answers, ...one('seizure-when', 2).answers] }, 'accepted'],
    ['a follow-up that outlived its event', one('seizure-when', 2), 'accepted'],
    ['twice the same', { answers: [...one('sleep', 1).answers, ...one('sleep', 1).answers] }, 'answered-twice at sleep'],
    ['three symptoms', { answers: ['anxiety', 'tremor', 'headache'].map((code) => ({ question: `symptom.${code}`, value: 1 })) }, 'accepted'],
    ['four symptoms', { answers: ['anxiety', 'tremor', 'headache', 'akathisia'].map((code) => ({ question: `symptom.${code}`, value: 1 })) }, 'too-many-picked at symptoms'],
    ['a fourth that was taken back', { answers: ['anxiety', 'tremor', 'headache', 'akathisia'].map((code, place) => ({ question: `symptom.${code}`, value: place === 0 ? -1 : 1 })) }, 'accepted'],
    ['none of these', one('red-flags-none', 1), 'accepted'],
    ['a line about the dose', said('dose-note', 'an hour late'), 'accepted'],
    ['an empty line', said('dose-note', '  \n '), 'text-empty at dose-note'],
    ['the longest line', said('dose-note', 'é'.repeat(longestText)), 'accepted'],
    ['a line too long', said('dose-note', 'x'.repeat(longestText + 1)), 'text-too-long at dose-note'],
    ['a line that nobody asked for', said('event-note', 'hello'), 'not-in-this-check-in at event-note'],
    ['a line under a number', said('overall', '7'), 'unknown-question at -'],
    ['a number under a line', one('dose-note', 1), 'unknown-question at -'],
  ])('%s', (_, raw, expected) => {
    expect(verdict(raw)).toBe(expected);
  });

  it('takes every event in the report of a serious one', () => {
    expect(verdict(one('event.pregnant', 1), serious)).toBe('accepted');
    expect(verdict(said('event-note', 'fell on the stairs'), serious)).toBe('accepted');
    expect(verdict(one('overall', 5), serious)).toBe('not-in-this-check-in at overall');
  });

  it('keeps order and values, trims words and repeats none in a refusal', () => {
    expect(checkAnswers(daily, { answers: [{ question: 'sleep', value: 2 }, { question: 'overall', value: 3 }], texts: [{ question: 'dose-note', text: '  late ' }] })).toEqual({
      answers: [{ question: 'sleep', value: 2 }, { question: 'overall', value: 3 }],
      texts: [{ question: 'dose-note', text: 'late' }],
    });
    expect(JSON.stringify(checkAnswers(daily, said('secret words', 'secret words')))).not.toContain('secret');
  });

  it('takes an event at its word beside "none of these"', () => {
    const both = { answers: [...one('red-flags-none', 1).answers, ...one('event.confused', 1).answers] };
    expect(checkAnswers(daily, both)).toEqual({ answers: [{ question: 'event.confused', value: 1 }], texts: [] });
  });

  it('keeps "none of these" of one screen beside an event of another', () => {
    const sleepy = { answers: ['red-flags-none', 'sedation-none', 'event.too-sleepy'].flatMap((question) => [...one(question, 1).answers]) };
    expect(checkAnswers(daily, sleepy)).toEqual({ answers: [{ question: 'red-flags-none', value: 1 }, { question: 'event.too-sleepy', value: 1 }], texts: [] });
  });

  it('still reads an event out of a revision that it refuses', () => {
    const broken = {
      answers: [...one('overall', 99).answers, ...one('event.seizure', 1).answers, ...one('seizure-when', 2).answers, ...one('seizure-when', 0).answers, ...one('nonsense', 1).answers],
      texts: [{ question: 'dose-note', text: '' }],
    };
    expect(verdict(broken)).toBe('value-out-of-range at overall');
    expect(soundAnswers(daily, broken)).toEqual({ answers: [{ question: 'event.seizure', value: 1 }, { question: 'seizure-when', value: 0 }], texts: [] });
  });

  it('accepts exactly the values that a question has', () => {
    for (const template of templates) {
      fc.assert(
        fc.property(fc.constantFrom(...questions), fc.integer({ min: -5, max: 15 }), ({ code, values, mayBeNotSure }, value) => {
          const allowed = values.includes(value) || value === -1 || (value === -2 && mayBeNotSure);
          expect(verdict(one(code, value), template) === 'accepted').toBe(allowed && questionsOf(template).includes(code));
        }),
      );
    }
  });

  it('fits every value into a small whole number', () => {
    for (const { values } of questions) expect(values.every((value) => Number.isInteger(value) && Math.abs(value) < 32_768)).toBe(true);
    expect(templates.flatMap(textsOf).sort()).toEqual(['dose-note', 'event-note']);
  });
});
