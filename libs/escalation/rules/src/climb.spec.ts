import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from './default-policy.js';
import {
  acknowledgedBy,
  as,
  clinic,
  dueAt,
  kim,
  kinds,
  lee,
  leftAlone,
  noon,
  opened,
  ortiz,
  pages,
  purposes,
  rao,
  step,
} from './fixtures.js';
import { openAndPage } from './open.js';
import { minutes } from './time.js';

describe('trigger', () => {
  it('opens at level 0, lap 0, due at once', () => {
    expect(opened()).toMatchObject({ status: 'triggered', level: 0, cycle: 0, nextActionAt: noon, seq: 1, rowVersion: 1 });
  });

  it('pages an emergency in the same call, a routine one by the next tick', () => {
    const facts = { family: 'seizure', episode: 1, policy: defaultPolicy } as const;
    const emergency = openAndPage({ ...facts, tier: 'E0' }, noon, clinic);
    expect(kinds(emergency)).toEqual(['triggered', 'notified']);
    expect(purposes(emergency)).toEqual(['page']);
    expect(openAndPage({ ...facts, tier: 'E2' }, noon, clinic).state.status).toBe('triggered');
  });
});

describe('climbing', () => {
  it('pages prescriber and coordinator together first, for five minutes', () => {
    const first = leftAlone(opened(), 1);
    expect(first.state).toMatchObject({ status: 'notified', level: 1, nextActionAt: noon + minutes(5) });
    expect(pages(first)).toEqual([{ level: 1, cycle: 0, recipients: [lee.accountId, ortiz.accountId] }]);
  });

  it('then the second prescriber and the therapist on the rota, then everybody', () => {
    const second = leftAlone(opened(), 2);
    expect(pages(second)).toEqual([{ level: 2, cycle: 0, recipients: [rao.accountId, kim.accountId] }]);
    const third = leftAlone(opened(), 3);
    expect(third.state).toMatchObject({ status: 'notified', level: 3, cycle: 0, nextActionAt: noon + minutes(15) });
    expect(pages(third)[0]?.recipients).toHaveLength(5);
  });

  it('is exhausted after fifteen minutes: fallback, first level again, patient and operations told', () => {
    const end = leftAlone(opened(), 4);
    expect(end.state).toMatchObject({ status: 'exhausted', cycle: 1, nextActionAt: noon + minutes(20) });
    expect(end.events[0]?.at).toBe(noon + minutes(15));
    expect(purposes(end).sort()).toEqual(['fallback', 'ops', 'page', 'patient']);
    expect(pages(end)).toEqual([{ level: 1, cycle: 1, recipients: [lee.accountId, ortiz.accountId] }]);
  });

  it('stays exhausted and pages everybody and the fallback each lap, for ever', () => {
    for (const ticks of [5, 6, 60]) {
      const lap = leftAlone(opened(), ticks);
      expect(lap.state).toMatchObject({ status: 'exhausted', cycle: ticks - 3 });
      expect(purposes(lap)).toEqual(['fallback', 'page']);
      expect(pages(lap)[0]?.recipients).toHaveLength(5);
      expect(lap.state.nextActionAt).toBe(noon + minutes(5 * ticks));
    }
  });

  it('lets an E1 wait fifteen minutes a level and fifteen between laps', () => {
    const state = opened({ family: 'suicidality', tier: 'E1' });
    expect([1, 2, 3, 4, 5].map((ticks) => dueAt(leftAlone(state, ticks).state) - noon)).toEqual(
      [15, 30, 45, 60, 75].map(minutes),
    );
    expect(leftAlone(state, 4).state.status).toBe('exhausted');
  });

  it('makes an E1 of an E2 after three laps and pages at once', () => {
    const state = opened({ family: 'high-score', tier: 'E2' });
    expect(leftAlone(state, 9).state).toMatchObject({ tier: 'E2', laps: 2, level: 3 });
    const raised = leftAlone(state, 10);
    expect(raised.state).toMatchObject({ tier: 'E1', maxTier: 'E1', status: 'notified', level: 1, laps: 0 });
    expect(kinds(raised)).toEqual(['tier-raised', 'notified']);
    expect(pages(raised)[0]?.recipients).toEqual([lee.accountId]);
  });

  it('gives an E2 one named owner and an E3 to the queue, lap after lap', () => {
    expect(pages(leftAlone(opened({ family: 'high-score', tier: 'E2' }), 1))[0]?.recipients).toEqual([lee.accountId]);
    const routine = opened({ family: 'hold-request', tier: 'E3' });
    expect(pages(leftAlone(routine, 1))[0]?.recipients).toEqual([ortiz.accountId]);
    expect(leftAlone(routine, 9).state).toMatchObject({ tier: 'E3', status: 'notified', cycle: 4, level: 1 });
  });
});

describe('nobody on call', () => {
  it('goes to the next level in the same call, tells operations, and the fallback when level 1 is empty', () => {
    const nobodyFirst = [{ ...lee, onRota: false }, { ...ortiz, onRota: false }, rao];
    const first = leftAlone(opened(), 1, nobodyFirst);
    expect(kinds(first)).toEqual(['nobody-on-call', 'notified']);
    expect(purposes(first)).toEqual(['ops', 'page', 'fallback']);
    expect(first.state).toMatchObject({ status: 'notified', level: 2, nextActionAt: noon + minutes(5) });
  });

  it('tells the fallback line at once when there is nobody at all', () => {
    const empty = leftAlone(opened(), 1, []);
    expect(empty.state).toMatchObject({ status: 'exhausted', nextActionAt: noon + minutes(5) });
    expect(kinds(empty)).toEqual(['nobody-on-call', 'nobody-on-call', 'nobody-on-call', 'exhausted']);
    expect(purposes(empty)).toEqual(['ops', 'ops', 'ops', 'fallback', 'patient', 'ops']);
  });

  it('never pages a therapist who is not on the rota', () => {
    const roster = [{ ...kim, onRota: false }, rao];
    for (const ticks of [1, 2, 3, 4, 5]) {
      for (const { recipients } of leftAlone(opened(), ticks, roster).notify) expect(recipients).not.toContain(kim.accountId);
    }
  });

  it('raises an E2 that has nobody at all to the fallback line', () => {
    const alone = leftAlone(opened({ family: 'high-score', tier: 'E2' }), 1, []);
    expect(alone.state).toMatchObject({ tier: 'E1', status: 'exhausted' });
    expect(purposes(alone)).toContain('fallback');
  });

  it('keeps an E3 without anybody triggered, with a deadline, and tells operations', () => {
    const alone = leftAlone(opened({ family: 'hold-request', tier: 'E3' }), 2, []);
    expect(alone.state).toMatchObject({ tier: 'E3', status: 'triggered', level: 0, cycle: 2 });
    expect(purposes(alone)).toEqual(['ops', 'ops']);
  });
});

describe('unreachable', () => {
  it('goes to the next level at once, with an event and a word to operations', () => {
    const { state } = leftAlone(opened(), 1);
    const failed = step(state, { kind: 'unreachable', level: 1, cycle: 0 }, noon + 1000);
    expect(kinds(failed)).toEqual(['unreachable', 'notified']);
    expect(failed.state).toMatchObject({ level: 2, nextActionAt: noon + 1000 + minutes(5) });
    expect(failed.notify[0]).toMatchObject({ purpose: 'ops', reason: 'unreachable' });
  });

  it('moves nothing when it is old news', () => {
    const { state } = leftAlone(opened(), 2);
    expect(step(state, { kind: 'unreachable', level: 1, cycle: 0 }, noon + minutes(6)).state.level).toBe(2);
  });

  it('passes a level that somebody who left has emptied', () => {
    const roster = [lee, rao];
    const { state } = leftAlone(opened(), 1, roster);
    expect(step(state, { kind: 'revoke', accountId: lee.accountId }, noon + 1, roster).state).toMatchObject({ level: 2 });
  });
});

describe('escalate by hand', () => {
  it.each([
    [1, 'notified', 2],
    [3, 'exhausted', 3],
    [4, 'exhausted', 3],
  ] as const)('after %i ticks goes on at once to %s at level %i', (ticks, status, level) => {
    const { state } = leftAlone(opened(), ticks);
    const command = { kind: 'escalate', by: as(kim), asOf: state.seq } as const;
    const moved = step(state, command, dueAt(state) - minutes(4));
    expect(moved.state).toMatchObject({ status, level });
    expect(moved.state.cycle).toBeGreaterThan(state.cycle);
    expect(kinds(moved)[0]).toBe('escalated');
  });

  it('takes a held alert from its holder', () => {
    const acked = step(leftAlone(opened(), 1).state, acknowledgedBy(lee), noon).state;
    const moved = step(acked, { kind: 'escalate', by: as(lee), asOf: acked.seq }, noon);
    expect(moved.state).toMatchObject({ status: 'notified', level: 2, ackBy: null });
  });
});
