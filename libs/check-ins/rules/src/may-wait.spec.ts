import { describe, expect, it } from '@jest/globals';
import { assess, noRiskFactors, type QuestionCode, questions, ruleSet } from '@evenkeel/symptoms-rules';
import fc from 'fast-check';
import { mayWait } from './may-wait.js';

const said = (question: string, value: number | null, text: string | null = null): object => ({ question, value, text, answeredAt: '2026-01-01T00:00:00Z' });

describe('mayWait', () => {
  it('lets a quiet day wait', () => {
    expect(mayWait([said('overall', 4), said('sleep', 0), said('dose', 1), said('symptom.tremor', 2), said('red-flags-none', 1), said('sedation-none', 1), said('symptom.anxiety', -1)])).toBe(true);
  });

  it.each([
    ['an event', [said('event.seizure', 1)]], ['what belongs to an event', [said('seizure-when', 0)]], ['a high score', [said('overall', 8)]],
    ['a strong symptom', [said('symptom.akathisia', 3)]], ['words', [said('dose-note', null, 'I cannot go on')]], ['words beside a number', [said('sleep', 1, 'help')]],
    ['not sure', [said('overall', -2)]], ['a question of a later version', [said('event.new', 1)]], ['one loud answer among quiet ones', [said('sleep', 2), said('event.overdose', 1)]],
    ['no list', null], ['no answer', [null]],
  ])('never lets %s wait', (_what, answers) => { expect(mayWait(answers)).toBe(false); });

  it('never lets anything wait that a rule finds by itself', () => {
    const answer = fc.constantFrom(...questions).chain(({ code, values }) => fc.constantFrom(...values, -1, -2).map((value) => ({ question: code as QuestionCode, value })));
    fc.assert(fc.property(fc.uniqueArray(answer, { selector: ({ question }) => question, minLength: 1, maxLength: 12 }), (answers) => {
      const flags = assess({ answers, texts: [], previous: [], riskFactors: noRiskFactors, ruleSet, localDate: '2026-03-02', occurredAt: 0, now: 0 });
      return flags.length === 0 || !mayWait(answers.map(({ question, value }) => said(question, value)));
    }), { numRuns: 2000 });
  });
});
