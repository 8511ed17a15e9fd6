import { describe, expect, it } from '@jest/globals';
import { isRefusal, roles } from '@evenkeel/kernel';
import { checkTaskClosing, mayCloseTask, mostOfTaskNote, nextAttemptAt, outcomesOf, taskDueAt, taskKinds, taskOutcomes } from './task.js';

const hour = 3_600_000;

describe('tasks', () => {
  it('wait the shorter, the nearer the harm', () => {
    expect(taskKinds.map((kind) => [kind, taskDueAt(kind, 0) / hour])).toEqual([
      ['plan-unread', 24], ['step-locked', 24], ['hold-review', 168], ['plan-changed', 72], ['second-sign-off', 48], ['dose-unconfirmed', 48], ['concentration-unconfirmed', 4], ['interaction-review', 48],
      ['supply-14', 168], ['supply-7', 48], ['supply-3', 4],
    ]);
    expect(taskDueAt('supply-3', 1000)).toBe(1000 + 4 * hour);
    expect(nextAttemptAt(5)).toBe(5 + 24 * hour);
  });

  it('take the answers of their kind and no others, with a reason where none was needed', () => {
    for (const kind of taskKinds) for (const outcome of [...taskOutcomes, 'settled', '']) {
      const checked = checkTaskClosing(kind, { outcome, note: ' because ' });
      expect([kind, outcome, isRefusal(checked) ? checked.field : checked]).toEqual([kind, outcome, outcomesOf(kind).some((each) => each === outcome) ? { outcome, note: 'because' } : 'outcome']);
    }
    expect(outcomesOf('hold-review')).toEqual(['done', 'not-needed']);
    expect(outcomesOf('plan-unread')).toEqual(['done', 'reached', 'not-reached', 'not-needed']);
    expect(checkTaskClosing('hold-review', { outcome: 'done', note: '  ' })).toEqual({ outcome: 'done', note: null });
    expect(checkTaskClosing('hold-review', { outcome: 'not-needed', note: '  ' })).toMatchObject({ code: 'note-missing', field: 'note' });
    expect(checkTaskClosing('hold-review', { outcome: 'not-needed', note: null })).toMatchObject({ code: 'note-missing', field: 'note' });
    expect(checkTaskClosing('hold-review', { outcome: 'done', note: 'é'.repeat(mostOfTaskNote + 1) })).toMatchObject({ code: 'words-too-many', field: 'note', facts: { atMost: mostOfTaskNote } });
    expect(isRefusal(checkTaskClosing('hold-review', { outcome: 'done', note: 'é'.repeat(mostOfTaskNote) }))).toBe(false);
  });

  it('are for one role, and a prescriber may answer all of them', () => {
    expect(roles.filter((role) => mayCloseTask(role, 'prescriber'))).toEqual(['prescriber']);
    expect(roles.filter((role) => mayCloseTask(role, 'coordinator')).sort()).toEqual(['coordinator', 'prescriber']);
  });
});
