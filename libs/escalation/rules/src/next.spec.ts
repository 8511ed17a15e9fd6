import { describe, expect, it } from '@jest/globals';
import { ackVias } from './alert.js';
import {
  acknowledgedBy,
  as,
  clinic,
  dueAt,
  engagedBy,
  kim,
  lee,
  leftAlone,
  noon,
  opened,
  ortiz,
  rao,
  resolvedBy,
  sato,
  step,
  tick,
} from './fixtures.js';
import { openAndPage } from './open.js';
import { defaultPolicy } from './default-policy.js';
import type { AlertStep } from './step.js';
import { minutes } from './time.js';

const pages = ({ notify }: AlertStep) =>
  notify.filter(({ purpose }) => purpose === 'page').map(({ level, cycle, recipients }) => ({ level, cycle, recipients }));
const purposes = ({ notify }: AlertStep) => notify.map(({ purpose }) => purpose);
const kinds = ({ events }: AlertStep) => events.map(({ kind }) => kind);

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

describe('acknowledge', () => {
  it.each([1, 2, 4])('holds the pages for the lease after %i ticks', (ticks) => {
    const { state } = leftAlone(opened(), ticks);
    const at = dueAt(state) - 1;
    const acked = step(state, acknowledgedBy(lee), at);
    expect(acked.state).toMatchObject({
      status: 'acknowledged',
      ackBy: lee.accountId,
      ackRole: 'prescriber',
      ackExpiresAt: at + minutes(10),
      nextActionAt: at + minutes(10),
    });
    expect(acked.supersedePages).toBe(true);
    expect(acked.notify).toEqual([]);
  });

  it('leases 45 minutes for an E1 in the app and 10 by every short way', () => {
    const state = opened({ family: 'suicidality', tier: 'E1' });
    const lease = (via: (typeof ackVias)[number]) =>
      dueAt(step(state, { kind: 'acknowledge', by: as(lee), via, takeOver: false, expectedRowVersion: null }, noon).state) - noon;
    expect(ackVias.map(lease)).toEqual([45, 10, 10, 10, 10].map(minutes));
  });

  it('answers a second click the same way and stores nothing', () => {
    const acked = step(opened(), acknowledgedBy(lee, 'link'), noon);
    const again = step(acked.state, acknowledgedBy(lee, 'link'), noon + minutes(9));
    expect(again).toEqual({ state: acked.state, notify: [], events: [], supersedePages: false });
  });

  it('extends the short lease once when the holder opens the app', () => {
    const state = opened({ family: 'suicidality', tier: 'E1' });
    const link = step(state, acknowledgedBy(lee, 'link'), noon);
    const app = step(link.state, acknowledgedBy(lee, 'app'), noon + minutes(5));
    expect(dueAt(app.state)).toBe(noon + minutes(50));
    expect(kinds(app)).toEqual(['lease-extended']);
    expect(step(app.state, acknowledgedBy(lee, 'app'), noon + minutes(20)).events).toEqual([]);
  });

  it('can be taken over, saying so', () => {
    const acked = step(opened(), acknowledgedBy(lee), noon);
    const command = { kind: 'acknowledge', by: as(ortiz), via: 'app', takeOver: true, expectedRowVersion: null } as const;
    const taken = step(acked.state, command, noon + minutes(4));
    expect(taken.state).toMatchObject({ status: 'acknowledged', ackBy: ortiz.accountId, nextActionAt: noon + minutes(14) });
    expect(kinds(taken)).toEqual(['taken-over']);
  });

  it('waits for every role that a level asks for, and climbs on meanwhile', () => {
    const { E0 } = defaultPolicy.ladders;
    const both = E0.levels.map((level) => ({ ...level, everyRole: ['prescriber', 'coordinator'] as const }));
    const policy = { ...defaultPolicy, ladders: { ...defaultPolicy.ladders, E0: { ...E0, levels: both } } };
    const { state } = leftAlone(opened({ policy }), 1);
    const half = step(state, acknowledgedBy(lee), noon + minutes(1));
    expect(half.state).toMatchObject({ status: 'notified', nextActionAt: noon + minutes(5), partialAcks: [as(lee)] });
    expect(step(half.state, acknowledgedBy(lee), noon + minutes(2)).events).toEqual([]);
    expect(step(half.state, acknowledgedBy(ortiz), noon + minutes(2)).state.status).toBe('acknowledged');
    expect(step(half.state, tick, noon + minutes(5)).state).toMatchObject({ status: 'notified', level: 2, partialAcks: [] });
  });
});

describe('an acknowledgement runs out', () => {
  it('pages the first level and the next one in a new lap, with half the time', () => {
    const { state } = leftAlone(opened(), 1);
    const acked = step(state, acknowledgedBy(lee), noon + minutes(1));
    expect(dueAt(acked.state)).toBe(noon + minutes(11));
    const late = step(acked.state, tick, noon + minutes(11));
    expect(kinds(late)).toEqual(['ack-expired', 'notified']);
    expect(pages(late)).toEqual([
      { level: 1, cycle: 1, recipients: [lee.accountId, ortiz.accountId] },
      { level: 2, cycle: 1, recipients: [rao.accountId, kim.accountId] },
    ]);
    expect(late.state).toMatchObject({ status: 'notified', level: 2, ackBy: null, nextActionAt: noon + minutes(13.5) });
  });

  it('also tells the fallback line when there is no next level', () => {
    const { state } = leftAlone(opened(), 4);
    const acked = step(state, acknowledgedBy(lee), dueAt(state) - 1);
    expect(purposes(step(acked.state, tick, dueAt(acked.state)))).toEqual(['page', 'fallback', 'page']);
  });

  it('follows at once when the holder leaves the team', () => {
    const acked = step(opened(), acknowledgedBy(lee), noon);
    const left = step(acked.state, { kind: 'revoke', accountId: lee.accountId }, noon + 1);
    expect(kinds(left)).toEqual(['responder-left', 'ack-expired', 'notified']);
    for (const { recipients } of left.notify) expect(recipients).not.toContain(lee.accountId);
    expect(step(acked.state, { kind: 'revoke', accountId: sato.accountId }, noon + 1).state.status).toBe('acknowledged');
  });
});

describe('engage', () => {
  const acked = step(leftAlone(opened(), 1).state, acknowledgedBy(lee), noon + minutes(1)).state;

  it.each(['reached', 'sent-help'] as const)('%s is engaged, with a follow-up in half an hour', (how) => {
    const engaged = step(acked, engagedBy(lee, how), noon + minutes(3));
    expect(engaged.state).toMatchObject({ status: 'engaged', engagement: how, nextActionAt: noon + minutes(33) });
  });

  it('tried keeps the lease and pages the next level, but not the one who tried', () => {
    const tried = step(acked, engagedBy(lee, 'tried'), noon + minutes(3));
    expect(tried.state).toMatchObject({ status: 'acknowledged', nextActionAt: acked.nextActionAt, level: 2, cycle: 1 });
    expect(tried.state.ackExpiresAt).toBe(acked.ackExpiresAt);
    expect(pages(tried)).toEqual([{ level: 2, cycle: 1, recipients: [rao.accountId, kim.accountId] }]);
    const again = step(tried.state, engagedBy(lee, 'tried'), noon + minutes(4));
    expect(pages(again)[0]?.recipients).not.toContain(lee.accountId);
    const third = step(again.state, engagedBy(lee, 'tried'), noon + minutes(5));
    expect(purposes(third)).toEqual(['page', 'fallback']);
  });

  it('tells the fallback line when there is nobody else to try', () => {
    const tried = step(acked, engagedBy(lee, 'tried'), noon + minutes(3), [lee]);
    expect(purposes(tried)).toEqual(['ops', 'ops', 'fallback']);
  });

  it('reminds once after the follow-up, then goes back to paging from the second level', () => {
    const { state } = step(acked, engagedBy(lee), noon + minutes(3));
    const reminded = step(state, tick, noon + minutes(33));
    expect(reminded.state).toMatchObject({ status: 'engaged', followUpMisses: 1, nextActionAt: noon + minutes(48) });
    expect(reminded.notify).toMatchObject([{ purpose: 'reminder', recipients: [lee.accountId, ortiz.accountId] }]);
    const lapsed = step(reminded.state, tick, noon + minutes(48));
    expect(lapsed.state).toMatchObject({ status: 'notified', level: 2, engagedBy: null, nextActionAt: noon + minutes(53) });
    expect(kinds(lapsed)).toEqual(['follow-up-lapsed', 'notified']);
  });

  it('follows up an E1 after four hours', () => {
    const e1 = step(opened({ family: 'suicidality', tier: 'E1' }), acknowledgedBy(lee), noon).state;
    expect(dueAt(step(e1, engagedBy(lee), noon).state)).toBe(noon + minutes(240));
  });

  it('said again starts the follow-up anew', () => {
    const { state } = step(acked, engagedBy(lee), noon + minutes(3));
    const reminded = step(state, tick, noon + minutes(33));
    const again = step(reminded.state, engagedBy(ortiz), noon + minutes(35));
    expect(again.state).toMatchObject({ status: 'engaged', engagedBy: ortiz.accountId, followUpMisses: 0 });
    expect(dueAt(again.state)).toBe(noon + minutes(65));
  });
});

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
