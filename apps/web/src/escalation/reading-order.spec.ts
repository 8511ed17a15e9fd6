import { describe, expect, it } from '@jest/globals';
import { eventCodes, questions } from '@evenkeel/symptoms-rules';
import fc from 'fast-check';
import { inReadingOrder } from './reading-order.js';

const answer = fc.record({ question: fc.constantFrom(...questions.map((each) => each.code)), value: fc.integer({ min: -2, max: 10 }) });

describe('answers in an alert', () => {
  it('start with what can be dangerous', () => {
    const codes = inReadingOrder(['sleep', 'symptom.tremor', 'overall', 'suicidal-acuity', 'event.suicidal-thoughts'].map((question) => ({ question, value: 1 })));
    expect(codes.map((each) => each.question)).toEqual(['event.suicidal-thoughts', 'suicidal-acuity', 'overall', 'sleep', 'symptom.tremor']);
  });

  it('put the stronger symptom first', () => {
    const symptoms = inReadingOrder([{ question: 'symptom.anxiety', value: 1 }, { question: 'symptom.tremor', value: 3 }]);
    expect(symptoms.map((each) => each.question)).toEqual(['symptom.tremor', 'symptom.anxiety']);
  });

  it('are all there, whatever was answered', () => {
    fc.assert(fc.property(fc.uniqueArray(answer, { selector: (each) => each.question }), (answers) => {
      expect(new Set(inReadingOrder(answers))).toEqual(new Set(answers));
    }));
  });

  it.each(eventCodes)('never put anything before a reported event (%s)', (code) => {
    const all = inReadingOrder([...questions.filter((each) => !each.code.startsWith('event.')).map((each) => ({ question: each.code as string, value: 3 })), { question: `event.${code}`, value: 1 }]);
    expect(all[0]?.question).toBe(`event.${code}`);
  });
});
