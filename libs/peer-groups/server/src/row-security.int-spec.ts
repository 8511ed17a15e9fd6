import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newRandomId, type Tx } from '@evenkeel/database';
import { buildAudit } from '@evenkeel/audit-server/testing';
import type { CommunityId, GroupId, PatientId, PeerActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { buildCommunity, buildGroup, buildPersona, type BuiltPersona } from './testing.js';

/** What the database lets a persona see and change, whatever the code above it asks for. */
describe('row-level security of the peer realm', () => {
  let t: TestDatabase;
  let communityId: CommunityId;
  let groupId: GroupId;
  let [fern, moss, asking, gone, far, noor, other]: BuiltPersona[] = [];
  const posts = new Map<string, string>();
  const threads = new Map<string, string>();

  const person = (which: BuiltPersona | undefined): BuiltPersona => {
    if (which === undefined) throw new Error('not built');
    return which;
  };
  const as = <T>(who: BuiltPersona | undefined, work: (tx: Tx) => Promise<T>, actor: Partial<PeerActor> = {}): Promise<T> => t.database.peer({ ...person(who).actor(), ...actor }, work);
  const names = (all: ReadonlyMap<string, string>, ids: readonly { id: string }[]): string[] => ids.map(({ id }) => [...all].find(([, each]) => each === id)?.[0] ?? 'unknown').sort();
  const seenPosts = async (who: BuiltPersona | undefined, actor: Partial<PeerActor> = {}) => names(posts, await as(who, (tx) => tx.query<{ id: string }>('SELECT id FROM comm.post'), actor));
  const count = (who: BuiltPersona | undefined, table: string, actor: Partial<PeerActor> = {}) => as(who, async (tx) => (await tx.query(`SELECT 1 FROM ${table}`)).length, actor);

  async function write(name: string, author: BuiltPersona, state: string): Promise<void> {
    const [threadId, id] = [newRandomId(), newRandomId()];
    const group = author.groupId ?? groupId;
    threads.set(name, threadId);
    posts.set(name, id);
    await t.owner.query(`INSERT INTO comm.thread (community_id, group_id, id, title, author, created_at) VALUES ($1, $2, $3, '\\x00', $4, clock.now())`, [author.communityId, group, threadId, author.personaId]);
    await t.owner.query(`INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, created_at, due_at) VALUES ($1, $2, $3, $4, $5, '\\x00', $6, clock.now(), clock.now())`,
      [author.communityId, group, threadId, id, author.personaId, state]);
  }

  beforeAll(async () => {
    t = await freshDatabase();
    communityId = await buildCommunity(t);
    groupId = await buildGroup(t, { communityId });
    const nights = await buildGroup(t, { communityId, topic: 'Nights' });
    const elsewhere = await buildCommunity(t, { name: 'Elsewhere' });
    fern = await buildPersona(t, { communityId, groupId, displayName: 'Fern', state: 'approved' });
    moss = await buildPersona(t, { communityId, groupId, displayName: 'Moss', state: 'approved' });
    asking = await buildPersona(t, { communityId, groupId, displayName: 'Asking', state: 'requested' });
    gone = await buildPersona(t, { communityId, groupId, displayName: 'Gone', state: 'banned' });
    far = await buildPersona(t, { communityId, groupId: nights, displayName: 'Far', state: 'approved' });
    noor = await buildPersona(t, { communityId, displayName: 'Noor' });
    other = await buildPersona(t, { communityId: elsewhere, displayName: 'Other' });
    for (const state of ['visible', 'held', 'hidden', 'rejected', 'withdrawn']) await write(`fern ${state}`, person(fern), state);
    await write('far visible', person(far), 'visible');
    await write('noor visible', person(noor), 'visible');
  }, 60_000);
  afterAll(() => t.close());

  it('shows members what is visible in their own group, writers their own, moderators their community, and nobody anything else', async () => {
    const own = ['fern held', 'fern hidden', 'fern rejected', 'fern visible', 'fern withdrawn'];
    expect(await seenPosts(moss)).toEqual(['fern visible', 'noor visible']);
    expect(await seenPosts(fern)).toEqual([...own, 'noor visible']);
    expect(await seenPosts(far)).toEqual(['far visible']);
    expect(await seenPosts(noor)).toEqual(['far visible', ...own, 'noor visible']);
    for (const nobody of [asking, gone, other]) expect(await seenPosts(nobody)).toEqual([]);
  });

  it('does not believe a request that says of itself to be more than it is', async () => {
    expect(await seenPosts(moss, { part: 'moderator' })).toEqual([]);
    expect(await seenPosts(other, { communityId })).toEqual([]);
    expect(await seenPosts(asking, { groupId: person(far).groupId })).toEqual([]);
    expect(await count(moss, 'comm.moderation', { part: 'moderator' })).toBe(0);
  });

  it('sees nothing before a persona is known', async () => {
    const tables = (await t.owner.query<{ name: string }>(`SELECT format('comm.%I', c.relname) AS name FROM pg_class c WHERE c.relnamespace = 'comm'::regnamespace AND c.relkind = 'r' AND has_table_privilege('app_comm', c.oid, 'SELECT')`)).rows;
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const seen = await t.database.peer({ kind: 'peer-system', name: 'test', requestId: newRandomId() }, async (tx) => (await tx.query(`SELECT 1 FROM ${name}`)).length);
      expect([name, seen]).toEqual([name, 0]);
    }
  });

  it('shows a thread to members once one of its posts is visible, and not after the last one is hidden', async () => {
    const seen = async () => names(threads, await as(moss, (tx) => tx.query<{ id: string }>('SELECT id FROM comm.thread')));
    expect(await seen()).toEqual(['fern visible', 'noor visible']);
    await t.owner.query(`UPDATE comm.post SET state = 'hidden' WHERE id = $1`, [posts.get('noor visible')]);
    expect(await seen()).toEqual(['fern visible']);
    await t.owner.query(`UPDATE comm.post SET state = 'visible' WHERE id = $1`, [posts.get('noor visible')]);
    expect(await seen()).toEqual(['fern visible', 'noor visible']);
  });

  it('shows members one another and the moderators, and neither who only asks nor who is gone', async () => {
    const seen = await as(moss, async (tx) => (await tx.query<{ name: string }>('SELECT display_name AS name FROM comm.persona')).map(({ name }) => name).sort());
    expect(seen).toEqual(['Fern', 'Moss', 'Noor']);
    expect(await as(asking, async (tx) => (await tx.query('SELECT 1 FROM comm.persona')).length)).toBe(1);
    expect(await count(moss, 'comm.membership')).toBe(1);
    expect(await count(noor, 'comm.membership')).toBe(5);
  });

  it('lets nobody write as another, into another group, or without having been let in', async () => {
    const post = (who: BuiltPersona | undefined, author: BuiltPersona | undefined, thread: string) => as(who, (tx) => tx.execute(
      `INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, created_at, due_at) SELECT $1, group_id, id, $2, $3, '\\x00', 'held', clock.now(), clock.now() FROM (SELECT $4::uuid AS group_id, $5::uuid AS id) x`,
      [communityId, newRandomId(), person(author).personaId, thread.startsWith('far') ? person(far).groupId : groupId, threads.get(thread)]));
    await expect(post(moss, fern, 'fern visible')).rejects.toThrow(/row-level security/);
    await expect(post(moss, moss, 'far visible')).rejects.toThrow(/row-level security/);
    for (const nobody of [asking, gone]) await expect(post(nobody, nobody, 'fern visible')).rejects.toThrow(/row-level security/);
    await expect(post(moss, moss, 'fern visible')).resolves.toBe(1);
  });

  it.each([
    ['show a held post', `UPDATE comm.post SET state = 'visible' WHERE id = $1`, 'fern held'],
    ['bring back a rejected post', `UPDATE comm.post SET state = 'held' WHERE id = $1`, 'fern rejected'],
    ['drop a reason for holding', `UPDATE comm.post SET hold_reasons = '{}' WHERE id = $1`, 'fern held'],
    ['decide', `UPDATE comm.post SET decision_reason = 'fine' WHERE id = $1`, 'fern hidden'],
    ['claim', `UPDATE comm.post SET claimed_by = author, claimed_until = clock.now() WHERE id = $1`, 'fern held'],
  ])('does not let a writer %s', async (_what, sql, post) => {
    await t.owner.query(`UPDATE comm.post SET hold_reasons = '{dose}' WHERE id = $1`, [posts.get('fern held')]);
    await expect(as(fern, (tx) => tx.execute(sql, [posts.get(post)]))).rejects.toThrow(/moderator to decide/);
    expect(await as(noor, (tx) => tx.execute(sql, [posts.get(post)]))).toBe(1);
    await t.owner.query(`UPDATE comm.post SET state = split_part($2, ' ', 2), claimed_by = NULL, claimed_until = NULL WHERE id = $1`, [posts.get(post), post]);
  });

  it('does not let a peer approve themselves, end a mute, or come back from a ban', async () => {
    const own = (who: BuiltPersona | undefined, set: string) => as(who, (tx) => tx.execute(`UPDATE comm.membership SET ${set} WHERE persona_id = $1`, [person(who).personaId]));
    await expect(own(asking, `state = 'approved', decided_at = clock.now()`)).rejects.toThrow(/moderator to decide/);
    await expect(own(fern, `muted_until = NULL, hold_all = true`)).rejects.toThrow(/moderator to decide/);
    await expect(own(fern, `posts_released = 99`)).rejects.toThrow(/moderator to decide/);
    await expect(own(gone, `state = 'requested'`)).rejects.toThrow(/moderator to decide/);
  });

  it('holds a post that two members have reported', async () => {
    const report = (who: BuiltPersona | undefined) => as(who, (tx) => tx.execute(
      `INSERT INTO comm.report (community_id, id, post_id, reporter, reason, state, at, due_at) VALUES ($1, $2, $3, $4, 'unkind', 'open', clock.now(), clock.now() + interval '1 hour')`,
      [communityId, newRandomId(), posts.get('noor visible'), person(who).personaId]));
    await report(fern);
    expect(await seenPosts(moss)).toContain('noor visible');
    await report(moss);
    expect(await seenPosts(moss)).not.toContain('noor visible');
    await expect(report(noor)).rejects.toThrow(/row-level security/);
    expect(await count(moss, 'comm.report')).toBe(1);
    await t.owner.query(`UPDATE comm.post SET state = 'visible' WHERE id = $1`, [posts.get('noor visible')]);
  });

  it('keeps choices, blocks and sessions to the persona alone, moderators included', async () => {
    await as(fern, (tx) => tx.execute('INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, true, clock.now())', [person(fern).personaId]));
    await as(fern, (tx) => tx.execute('INSERT INTO comm.block (community_id, persona_id, blocked_id) VALUES ($1, $2, $3)', [communityId, person(fern).personaId, person(moss).personaId]));
    for (const table of ['comm.bridge_choice', 'comm.block']) expect([await count(fern, table), await count(moss, table), await count(noor, table)]).toEqual([1, 0, 0]);
    await expect(as(noor, (tx) => tx.query('SELECT token_hash FROM comm.session'))).rejects.toThrow(/permission denied/);
    await expect(as(fern, (tx) => tx.query('SELECT * FROM comm.entry_ticket'))).rejects.toThrow(/permission denied/);
  });

  it('writes the audit of its own realm, and refuses to name anybody of the other', async () => {
    const audit = buildAudit();
    const actor = person(noor).actor();
    await t.database.peer(actor, (tx) => audit.record(tx, { action: 'post.approve', object: { kind: 'post', id: null }, personaId: person(fern).personaId, basis: 'moderator' }));
    const { rows } = await t.owner.query('SELECT actor_kind, actor_id, acting_role, community_id, persona_id, action FROM comm_audit.entry WHERE request_id = $1', [actor.requestId]);
    expect(rows).toEqual([{ actor_kind: 'persona', actor_id: actor.personaId, acting_role: 'moderator', community_id: communityId, persona_id: person(fern).personaId, action: 'post.approve' }]);
    expect((await t.owner.query('SELECT 1 FROM audit.entry')).rowCount).toBe(0);
    await expect(t.database.peer(actor, (tx) => audit.record(tx, { action: 'x', object: { kind: 'x', id: null }, patientId: newRandomId() as PatientId, basis: 'x' }))).rejects.toThrow(/other realm/);
  });
});
