import { describe, expect, it } from '@jest/globals';
import {
  acknowledgedBy,
  dueAt,
  engagedBy,
  kim,
  kinds,
  lee,
  leftAlone,
  noon,
  opened,
  ortiz,
  pages,
  rao,
  resolvedBy,
  step,
  tick,
} from './fixtures.js';
import { minutes } from './time.js';

describe('trigger again', () => {
  const e1 = opened({ family: 'suicidality', tier: 'E1' });

  it.each(['E1', 'E2', 'E3'] as const)('of tier %s attaches to an E1 and changes nothing else', (tier) => {
    const acked = step(e1, acknowledgedBy(lee), noon).state;
    const again = step(acked, { kind: 'trigger', tier }, noon + minutes(1));
    expect(again.notify).toEqual([]);
    const { triggerCount, lastTriggerAt, seq, rowVersion } = again.state;
    expect({ triggerCount, lastTriggerAt, seq, rowVersion }).toEqual({
      triggerCount: 2,
      lastTriggerAt: noon + minutes(1),
      seq: acked.seq + 1,
      rowVersion: acked.rowVersion + 1,
    });
    expect(again.state).toEqual({ ...acked, triggerCount, lastTriggerAt, seq, rowVersion });
  });

  it.each([
    ['E0', 'E0', 'acknowledged'],
    ['E1', 'E0', 'triggered'],
    ['E2', 'E1', 'triggered'],
    ['E3', 'E2', 'triggered'],
    ['E3', 'E1', 'triggered'],
  ] as const)('takes an acknowledged %s hit by an %s to %s', (tier, found, status) => {
    const acked = step(opened({ family: 'suicidality', tier }), acknowledgedBy(lee), noon).state;
    expect(step(acked, { kind: 'trigger', tier: found }, noon).state).toMatchObject({ status, tier: found });
  });

  it('of a worse tier pages again although somebody is on it', () => {
    const acked = step(leftAlone(e1, 1).state, acknowledgedBy(lee), noon).state;
    const engaged = step(acked, engagedBy(lee), noon).state;
    for (const held of [acked, engaged]) {
      const worse = step(held, { kind: 'trigger', tier: 'E0' }, noon + minutes(1));
      expect(worse.state).toMatchObject({ status: 'triggered', tier: 'E0', maxTier: 'E0', level: 0, ackBy: null, engagedBy: null });
      expect(worse.state.cycle).toBeGreaterThan(held.cycle);
      const paged = step(worse.state, tick, noon + minutes(1));
      expect(pages(paged)).toEqual([{ level: 1, cycle: worse.state.cycle, recipients: [lee.accountId, ortiz.accountId] }]);
      expect(dueAt(paged.state)).toBe(noon + minutes(6));
    }
  });
});

describe('resolve', () => {
  const acked = step(leftAlone(opened(), 1).state, acknowledgedBy(lee), noon).state;

  it('ends an engaged emergency with an outcome and no deadline', () => {
    const engaged = step(acked, engagedBy(lee), noon).state;
    const end = step(engaged, resolvedBy(lee, 'patient-reached'), noon + minutes(2));
    expect(end.state).toMatchObject({
      status: 'resolved',
      resolvedBy: lee.accountId,
      resolvedAt: noon + minutes(2),
      outcome: 'patient-reached',
      nextActionAt: null,
    });
    expect(end.supersedePages).toBe(true);
  });

  it('ends an E1 from any open status', () => {
    const e1 = opened({ family: 'suicidality', tier: 'E1' });
    for (const ticks of [0, 1, 4]) {
      const { state } = leftAlone(e1, ticks);
      expect(step(state, resolvedBy(kim, 'duplicate'), dueAt(state)).state.status).toBe('resolved');
    }
  });

  it('keeps a false E0 open, paging after the lease, until a second person agrees', () => {
    const { state } = leftAlone(opened(), 2);
    const first = step(state, resolvedBy(rao, 'false-trigger'), noon + minutes(6));
    expect(first.state).toMatchObject({ status: 'acknowledged', ackBy: rao.accountId, nextActionAt: noon + minutes(16) });
    expect(kinds(first)).toEqual(['closure-proposed', 'acknowledged']);
    expect(first.notify).toMatchObject([{ purpose: 'reminder' }]);
    const paging = step(first.state, tick, noon + minutes(16));
    expect(paging.state.status).toBe('notified');
    const second = step(paging.state, resolvedBy(ortiz, 'false-trigger'), noon + minutes(17));
    expect(second.state).toMatchObject({ status: 'resolved', resolvedBy: rao.accountId, confirmedBy: ortiz.accountId });
  });

  it('asks for a new first person after 24 hours', () => {
    const first = step(acked, resolvedBy(lee, 'duplicate'), noon);
    const late = step(first.state, resolvedBy(ortiz, 'duplicate'), noon + minutes(24 * 60) + 1);
    expect(late.state.status).not.toBe('resolved');
    expect(late.state.closure?.by).toBe(ortiz.accountId);
    expect(step(first.state, resolvedBy(ortiz, 'duplicate'), noon + minutes(24 * 60)).state.status).toBe('resolved');
  });

  it('forgets the first word when the alert gets worse or somebody is reached', () => {
    const first = step(acked, resolvedBy(lee, 'duplicate'), noon).state;
    expect(step(first, engagedBy(lee), noon).state.closure).toBeNull();
  });
});

describe('what a patient says', () => {
  it.each(['safe-now', 'account-deleted', 'consent-withdrawn'] as const)('%s is logged and closes nothing', (what) => {
    const { state } = leftAlone(opened(), 1);
    const said = step(state, { kind: 'patient-said', what }, noon);
    expect(said.state).toEqual({ ...state, seq: state.seq + 1, rowVersion: state.rowVersion + 1 });
    expect(kinds(said)).toEqual(['patient-said']);
  });
});
