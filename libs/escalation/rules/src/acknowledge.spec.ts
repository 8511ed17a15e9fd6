import { describe, expect, it } from '@jest/globals';
import { ackVias } from './alert.js';
import { defaultPolicy } from './default-policy.js';
import {
  acknowledgedBy,
  as,
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
  purposes,
  rao,
  sato,
  step,
  tick,
} from './fixtures.js';
import { minutes } from './time.js';

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
    expect(reminded.state.cycle).toBe(state.cycle + 1);
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
