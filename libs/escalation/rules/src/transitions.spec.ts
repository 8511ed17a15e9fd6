import { describe, expect, it } from '@jest/globals';
import { alertStatuses, type AlertStatus } from './alert.js';
import { StepDraft } from './draft.js';
import { noon, opened } from './fixtures.js';
import { mayBecome, transitions } from './transitions.js';

const pairs = alertStatuses.flatMap((from) => alertStatuses.map((to) => [from, to] as const));

describe('the life of an alert', () => {
  it('reaches every status from triggered', () => {
    const reached = new Set<AlertStatus>(['triggered']);
    for (const status of reached) for (const to of transitions[status]) reached.add(to);
    expect([...reached].sort()).toEqual([...alertStatuses].sort());
  });

  it('ends only when resolved', () => {
    const ends = alertStatuses.filter((status) => transitions[status].length === 0);
    expect(ends).toEqual(['resolved']);
  });

  it.each(alertStatuses.filter((status) => status !== 'resolved'))('lets %s be raised and resolved', (status) => {
    expect(mayBecome(status, 'triggered')).toBe(true);
    expect(mayBecome(status, 'resolved')).toBe(true);
  });

  it('never goes from seen to engaged without somebody holding it', () => {
    expect(alertStatuses.filter((status) => mayBecome(status, 'engaged'))).toEqual(['acknowledged', 'engaged']);
  });

  it.each(pairs.filter(([from, to]) => !mayBecome(from, to)))('throws on %s to %s', (from, to) => {
    const draft = new StepDraft({ ...opened(), status: from }, noon);
    expect(() => draft.move(to, 'notified')).toThrow(/cannot go/);
  });

  it.each(pairs.filter(([from, to]) => mayBecome(from, to)))('goes from %s to %s', (from, to) => {
    const draft = new StepDraft({ ...opened(), status: from }, noon).move(to, 'notified');
    expect(draft.state.status).toBe(to);
  });
});
