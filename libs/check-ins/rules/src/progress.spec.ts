import { describe, expect, it } from '@jest/globals';
import { ruleSet, unreachable, questionOf, commonSymptoms, seriousEvents, helpFor, type Answer, type QuestionCode } from '@evenkeel/symptoms-rules';
import { checkAnswers } from './answer.js';
import { currentTemplate, daily, serious, templateOf, templates } from './daily.js';
import { followUpsFor, isComplete, nextQuestion, placeOf, questionsFor, type AskingContext } from './progress.js';
import { questionsOf, textsOf, type Screen } from './template.js';

const lately: AskingContext = { localDate: '2026-11-22', redFlagsLastAskedOn: '2026-11-20' };
const answers = (said: Partial<Record<QuestionCode, number>>): readonly Answer[] => Object.entries(said).map(([question, value]) => ({ question: question as QuestionCode, value }));
const codes = (said: Partial<Record<QuestionCode, number>>, context = lately): readonly string[] => questionsFor(daily, answers(said), context).map((screen) => screen.code);
const ordinary = ['overall', 'symptoms', 'sleep', 'dose'];
const withRedFlags = ['overall', 'red-flags', 'symptoms', 'sleep', 'dose'];
const screenOf = (code: string): Screen => {
  const found = daily.screens.find((screen) => screen.code === code);
  if (found === undefined) throw new Error(`The daily check-in has no screen ${code}`);
  return found;
};

describe('the order of questions', () => {
  it.each<[string, Partial<Record<QuestionCode, number>>, readonly string[]]>([
    ['at the start', {}, ordinary],
    ['after a fair score', { overall: 7 }, ordinary],
    ['after a high score', { overall: 8 }, withRedFlags],
    ['after "not sure"', { overall: -2 }, ordinary],
    ['after a high score was taken back', { overall: 3 }, ordinary],
    ['after a high score was taken back with a red flag answered', { overall: 3, 'event.confused': 1 }, withRedFlags],
  ])('%s', (_, said, expected) => {
    expect(codes(said)).toEqual(expected);
  });

  it.each([
    [null, true],
    ['2026-11-15', true],
    ['2026-11-16', false],
    ['2026-11-22', false],
  ])('puts the red flags once a week: last on %p, due %p', (redFlagsLastAskedOn, due) => {
    expect(codes({ overall: 2 }, { ...lately, redFlagsLastAskedOn })).toEqual(due ? withRedFlags : ordinary);
  });

  it.each([
    [null, false],
    ['2026-11-19', false],
    ['2026-11-20', true],
    ['2026-11-22', true],
    ['2026-11-23', false],
  ])('puts them after a cut: cut on %p, last asked on the 20th, due on the 22nd %p', (lastCutOn, due) => {
    expect(codes({}, { ...lately, lastCutOn })).toEqual(due ? withRedFlags : ordinary);
  });

  it('asks about sedation when a switch calls for it, and keeps what was answered', () => {
    const withSedation = ['overall', 'sedation', 'symptoms', 'sleep', 'dose'];
    expect(codes({}, { ...lately, sedationDue: true })).toEqual(withSedation);
    expect(codes({ 'event.unsteady': 1 }, { ...lately, sedationDue: false })).toEqual(withSedation);
    expect(codes({ overall: 9 }, { ...lately, sedationDue: true })).toEqual(['overall', 'red-flags', 'sedation', 'symptoms', 'sleep', 'dose']);
  });

  it('counts the week across a change of clocks', () => {
    expect(codes({}, { localDate: '2026-03-14', redFlagsLastAskedOn: '2026-03-07' })).toEqual(withRedFlags);
    expect(codes({}, { localDate: '2026-03-13', redFlagsLastAskedOn: '2026-03-07' })).toEqual(ordinary);
  });

  it('asks what has not been asked, a skipped question not again, and comes to an end', () => {
    expect(nextQuestion(daily, [], lately)?.code).toBe('overall');
    expect(nextQuestion(daily, answers({ overall: 9 }), lately)?.code).toBe('red-flags');
    expect(nextQuestion(daily, answers({ overall: 9, 'red-flags-none': 1 }), lately)?.code).toBe('symptoms');
    expect(nextQuestion(daily, answers({ overall: 4, 'symptom.anxiety': -1, sleep: -1 }), lately)?.code).toBe('dose');
    expect(nextQuestion(daily, answers({ overall: 4, 'symptom.anxiety': 1, sleep: 1, dose: 1 }), lately)).toBeNull();
    expect(nextQuestion(serious, answers({ 'event.stopped': 1 }), lately)?.code).toBe('event-note');
    expect(nextQuestion(serious, answers({ 'event.stopped': 1 }), lately, [{ question: 'event-note', text: 'x' }])).toBeNull();
  });

  it('says where it is', () => {
    expect(placeOf('overall', daily, [], lately)).toEqual({ number: 1, of: 4 });
    expect(placeOf('dose', daily, answers({ overall: 8 }), lately)).toEqual({ number: 5, of: 5 });
    expect(placeOf('red-flags', daily, [], lately)).toBeNull();
  });
});

describe('a check-in', () => {
  it.each<[Partial<Record<QuestionCode, number>>, boolean]>([
    [{}, false],
    [{ overall: 0 }, true],
    [{ overall: -2 }, true],
    [{ overall: -1 }, false],
    [{ sleep: 2, dose: 1 }, false],
  ])('with %j is complete: %p', (said, complete) => {
    expect(isComplete(daily, answers(said))).toBe(complete);
  });

  it('of a serious event is complete with one event', () => {
    expect(isComplete(serious, answers({ 'event.vomiting': 1 }))).toBe(true);
    expect(isComplete(serious, answers({ 'event.vomiting': -1 }))).toBe(false);
    expect(isComplete(serious, [])).toBe(false);
  });

  it('puts the acuity question on the same screen, and only then', () => {
    const screen = screenOf('red-flags');
    expect(followUpsFor(screen, [])).toEqual([]);
    expect(followUpsFor(screen, answers({ 'event.suicidal-thoughts': 1 })).map((each) => each.shows)).toEqual(['suicidal-acuity']);
    expect(followUpsFor(screen, answers({ 'event.suicidal-thoughts': -1 }))).toEqual([]);
    expect(followUpsFor(screenOf('dose'), answers({ dose: 0 })).map((each) => each.shows)).toEqual(['dose-note']);
    expect(followUpsFor(screenOf('dose'), answers({ dose: 1 }))).toEqual([]);
  });
});

describe('the shipped templates', () => {
  it('ask only questions that exist, each on one screen, and are found by version', () => {
    for (const template of templates) {
      const all = template.screens.flatMap((screen) => [...screen.questions, ...screen.followUps.map((each) => each.shows)]);
      expect(new Set(all).size).toBe(all.length);
      for (const code of questionsOf(template)) expect(questionOf(code)).not.toBeNull();
      expect(templateOf(template.id, template.version)).toBe(template);
    }
    expect(templateOf('daily', 99)).toBeNull();
    expect(templateOf('__proto__', 1)).toBeNull();
    expect([currentTemplate('daily'), currentTemplate('serious')]).toEqual([daily, serious]);
  });

  it('offer the eight common symptoms, three at most, and everything serious', () => {
    expect(screenOf('symptoms')).toMatchObject({ atMost: 3, questions: commonSymptoms.map((code) => `symptom.${code}`) });
    expect(serious.screens[0]?.questions).toEqual(seriousEvents.map((event) => `event.${event.code}`));
    expect(daily.offersSerious).toBe(true);
  });

  it('let every shipped rule fire: no trigger is out of reach of every question', () => {
    const values = new Map<QuestionCode, ReadonlySet<number>>(templates.flatMap(questionsOf).map((code) => [code, new Set(questionOf(code)?.values ?? [])]));
    expect(unreachable(ruleSet, { values, words: templates.flatMap(textsOf).length > 0 })).toEqual([]);
  });

  it('would fail that test without the report of serious events', () => {
    const values = new Map<QuestionCode, ReadonlySet<number>>(questionsOf(daily).map((code) => [code, new Set(questionOf(code)?.values ?? [])]));
    expect(unreachable(ruleSet, { values, words: true }).map((each) => each.ruleId)).toContain('pregnancy');
  });

  it('accept every answer that shows a help card, alone: help never waits for a valid form', () => {
    for (const template of templates) {
      for (const code of questionsOf(template)) {
        for (const value of questionOf(code)?.values ?? []) {
          if (helpFor({ question: code, value }) !== null) expect(checkAnswers(template, { answers: [{ question: code, value }] })).toMatchObject({ answers: [{ question: code, value }] });
        }
      }
    }
  });
});
