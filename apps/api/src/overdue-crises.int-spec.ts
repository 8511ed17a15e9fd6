import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { buildStaff, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { PersonaId } from '@evenkeel/kernel';
import { TellOverdue } from '@evenkeel/peer-bridge-server';
import { TwoRealms } from './testing/two-realms.js';

const crisis = 'I want to die.';
const minutes = (n: number): number => n * 60_000;

/** Deadlines of crisis posts: ten minutes on shift, then everybody who moderates, then the safety desk, lap after lap. */
describe('a crisis that no moderator decides about', () => {
  let r: TwoRealms;
  let mod: BuiltPerson;
  let noor: { personaId: PersonaId; cookie: string };
  let peer: { personaId: PersonaId; cookie: string };

  beforeAll(async () => {
    r = await TwoRealms.start();
    mod = await buildStaff(r.t, { organisationId: r.clinic.organisationId, role: 'moderator', name: 'Noor Halden' });
  }, 60_000);
  beforeEach(async () => {
    await r.t.owner.query(`DELETE FROM clin.message_log`);
    await r.t.owner.query(`UPDATE comm.post SET decided_at = clock.now()`);
    await r.t.owner.query(`UPDATE comm.report SET state = 'decided', decided_at = clock.now() WHERE state = 'open'`);
  });
  afterAll(() => r.stop());

  /** Everybody is inside, at this time of the community's clock. Each test has a day of its own: time only goes on. */
  const on = async (day: number, clock: string): Promise<void> => {
    await r.t.clock.set(`2026-03-${String(day).padStart(2, '0')}T${clock}:00-05:00`);
    noor = await r.personaBehind(mod);
    peer = await r.personaBehind(await r.someone(), r.groupId);
    await join(peer.personaId);
  };
  const join = (personaId: PersonaId) => r.t.owner.query(
    `INSERT INTO comm.membership (community_id, group_id, persona_id, state, requested_at, decided_at) VALUES ($1, $2, $3, 'approved', clock.now() - interval '9 days', clock.now() - interval '9 days')`, [r.communityId, r.groupId, personaId]);
  const ask = async (who: { cookie: string }, query: string, variables: object = {}) => {
    const { body } = await r.post('/peer/graphql', { query, variables }, who.cookie);
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data as Record<string, { __typename?: string }>;
  };
  const write = async (words: string, who = peer): Promise<string> => {
    const id = newRandomId();
    await ask(who, 'mutation ($input: WritePostInput!) { writePost(input: $input) { __typename } }', { input: { id, threadId: null, title: 'Tonight', words, aboutMe: true, hideDose: true, groupId: null } });
    return id;
  };
  const decide = async (id: string, decision: string) => {
    const { rows: [row] } = await r.t.owner.query<{ v: number }>('SELECT row_version AS v FROM comm.post WHERE id = $1', [id]);
    return ask(noor, 'mutation ($input: DecidePostInput!) { decidePost(input: $input) { __typename } }', { input: { id, rowVersion: row?.v ?? 0, decision, reason: 'Read it together.', hard: false } });
  };
  /** Who was written to since the last look, by the role in which they were. */
  const told = async (): Promise<string[]> => {
    await r.get(TellOverdue).run();
    const { rows } = await r.t.owner.query<{ label: string; template: string }>('DELETE FROM clin.message_log RETURNING recipient_label AS label, template');
    return rows.map(({ label, template }) => `${label} ${template}`).sort();
  };
  const after = async (ms: number): Promise<string[]> => { await r.t.clock.advance(ms); return told(); };

  it('is told to who moderates at ten minutes, to the safety desk at twenty, and every half hour until somebody decides', async () => {
    await on(2, '10:00');
    const id = await write(crisis);
    expect(await after(minutes(10) - 1)).toEqual([]);
    expect(await after(1)).toEqual(['moderator update']);
    expect(await told()).toEqual([]);
    expect(await after(minutes(10) - 1)).toEqual([]);
    expect(await after(1)).toEqual(['moderator update', 'safety-lead post-waits']);
    expect(await after(minutes(30) - 1)).toEqual([]);
    expect(await after(1)).toEqual(['moderator update', 'safety-lead post-waits']);
    await decide(id, 'approve');
    expect(await after(minutes(600))).toEqual([]);
  });

  it('counts minutes on shift alone: what comes at night is told ten minutes into the morning', async () => {
    await on(3, '21:55');
    await write(crisis);
    expect(await after(minutes(5))).toEqual([]);
    // 22:00 to 08:05 of the next day: five minutes of the shift were left.
    expect(await after(minutes(10 * 60 + 5) - 1)).toEqual([]);
    expect(await after(1)).toEqual(['moderator update']);
  });

  it('is no other post: first posts wait for hours, and a report in worry is as early as a crisis', async () => {
    await on(5, '09:00');
    const id = await write('Good to be here.');
    expect(await after(minutes(120))).toEqual([]);
    await decide(id, 'approve');
    const friend = await r.personaBehind(await r.someone(), r.groupId);
    await join(friend.personaId);
    await ask(friend, 'mutation ($input: ReportPostInput!) { reportPost(input: $input) { __typename } }', { input: { id: newRandomId(), postId: id, reason: 'worried', words: '' } });
    expect(await after(minutes(10))).toEqual(['moderator update']);
  });

  it('goes on when its writer takes it back, and ends when it is passed on: then the desk has it already', async () => {
    await on(6, '12:00');
    const [first, second] = [await write(crisis), await write(crisis)];
    await ask(peer, 'mutation ($id: ID!) { withdrawPost(id: $id) { __typename } }', { id: first });
    await ask(noor, 'mutation ($id: ID!) { passOn(postId: $id) { __typename } }', { id: second });
    expect(await after(minutes(10))).toEqual(['moderator update']);
    await decide(first, 'approve');
    expect(await after(minutes(60))).toEqual([]);
  });

  it('is told once, however many look at the same moment, and rings the desks that are open', async () => {
    await on(9, '12:00');
    await write(crisis);
    await r.t.clock.advance(minutes(10));
    await r.t.owner.query('DELETE FROM comm_outbox.message');
    await Promise.all(Array.from({ length: 4 }, () => r.get(TellOverdue).run()));
    expect((await r.t.owner.query('SELECT template FROM clin.message_log')).rows).toEqual([{ template: 'update' }]);
    expect((await r.t.owner.query(`SELECT payload->>'topic' AS topic FROM comm_outbox.message`)).rows).toEqual([{ topic: 'queue' }]);
  });

  it('says nothing of whose it is or what it says, and changes nothing that a moderator has read', async () => {
    await on(10, '12:00');
    const id = await write(crisis);
    const version = async () => (await r.t.owner.query('SELECT row_version, state, claimed_by FROM comm.post WHERE id = $1', [id])).rows;
    const before = await version();
    await r.t.clock.advance(minutes(10));
    await r.get(TellOverdue).run();
    await r.t.clock.advance(minutes(10));
    await r.get(TellOverdue).run();
    expect(await version()).toEqual(before);
    const { rows } = await r.t.owner.query<{ text: string }>(`SELECT row_to_json(m)::text AS text FROM clin.message_log m`);
    expect(rows).toHaveLength(3);
    for (const word of [id, peer.personaId, noor.personaId, r.communityId, r.groupId, 'want to die', 'Tapering', 'Tonight']) expect(rows.map(({ text }) => text).join()).not.toContain(word);
    await decide(id, 'reject');
  });

  it('is told to the fallback line and the administrators where nobody is safety lead, without a word of it', async () => {
    await on(12, '10:00');
    await r.t.owner.query(`UPDATE identity.membership SET ends_at = clock.now() WHERE role = 'safety-lead'`);
    const id = await write(crisis);
    expect(await after(minutes(10))).toEqual(['moderator update']);
    await r.t.clock.advance(minutes(10));
    await r.get(TellOverdue).run();
    const { rows } = await r.t.owner.query<{ text: string }>(`SELECT row_to_json(m)::text AS text FROM clin.message_log m WHERE template = 'post-waits'`);
    for (const word of [id, peer.personaId, r.communityId, r.groupId, 'want to die', 'Tonight']) expect(rows.map(({ text }) => text).join()).not.toContain(word);
    expect(await told()).toEqual(['administrator post-waits', 'fallback post-waits', 'moderator update']);
    await decide(id, 'approve');
    await r.t.owner.query(`UPDATE identity.membership SET ends_at = NULL WHERE role = 'safety-lead'`);
  });
});
