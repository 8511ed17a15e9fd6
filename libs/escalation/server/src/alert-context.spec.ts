import { describe, expect, it } from '@jest/globals';
import { type AlertContext, alertContext, laterOf, readable } from './alert-context.js';

const answer = (question: string, value: number, answeredAt = '2026-03-02T14:00:00.000Z'): AlertContext['answers'][number] => ({ question, value, text: null, answeredAt });

describe('the context of an alert', () => {
  it('reads the same whatever is kept beside it for a replay', () => {
    const context = alertContext.parse({ answers: [answer('overall', 9)], recent: [4, 9] });
    const replay = { ...context, inputs: { answeredMinutesAgo: 3 }, caseIndex: 1 };
    expect(readable(replay)).toBe(readable(context));
    expect(readable({ ...context, shown: ['help-card.emergency'] })).not.toBe(readable(context));
    expect(readable({ ...context, answers: [answer('overall', 9, '2026-03-02T14:01:00.000Z')] })).not.toBe(readable(context));
  });

  it('knows what came later and what was changed', () => {
    const first = alertContext.parse({ answers: [answer('event.seizure', 1), answer('overall', 9)] });
    expect([answer('event.seizure', 1, '2026-03-02T15:00:00.000Z'), answer('overall', 8), answer('seizure-when', 0)].map((each) => laterOf(each, first))).toEqual([null, 'changed', 'added']);
  });
});
