import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { type CommunityId, type GroupId, isRefusal, refuse } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { QueueReader } from './store/queue.reader.js';
import { type BuiltPersona, buildCommunity, buildGroup, buildPersona, PeerGroupsUnderTest } from './testing.js';
import { AnswerPost } from './use-cases/answer-post.js';
import { ChangeMembership } from './use-cases/change-membership.js';
import { ChangePost } from './use-cases/change-post.js';
import { ClaimPost } from './use-cases/claim-post.js';
import { DecideMember } from './use-cases/decide-member.js';
import { DecidePost, type PostDecision } from './use-cases/decide-post.js';
import { DecideReport } from './use-cases/decide-report.js';
import { PassOn } from './use-cases/pass-on.js';
import { ReadQueue } from './use-cases/read-queue.js';
import { ReadThreads } from './use-cases/read-threads.js';
import { RequestToJoin } from './use-cases/request-to-join.js';
import { type Draft, WritePost } from './use-cases/write-post.js';

describe('life in a group', () => {
  let t: TestDatabase;
  let u: PeerGroupsUnderTest;
  let communityId: CommunityId;
  let groupId: GroupId;
  let moderator: BuiltPersona;
  let other: BuiltPersona;
  let number = 0;

  beforeAll(async () => {
    t = await freshDatabase();
    u = await PeerGroupsUnderTest.start(t, (name) => !/rivera|^(?:Quiet|Puerto) /i.test(name));
    communityId = await buildCommunity(t, { zone: 'UTC' });
    moderator = await buildPersona(t, { communityId, displayName: 'Noor' });
    other = await buildPersona(t, { communityId, displayName: 'Second moderator' });
  }, 90_000);
  beforeEach(async () => {
    groupId = await buildGroup(t, { communityId, holdFirst: 1 });
    await t.clock.advance(48 * 3_600_000);
  });
  afterAll(async () => { await u.stop(); await t.close(); });

  const member = (): Promise<BuiltPersona> => buildPersona(t, { communityId, groupId, displayName: `Quiet Hill ${(number += 1)}`, state: 'approved' });
  /** Let in two days ago: no limits of the first day. */
  const settled = async (): Promise<BuiltPersona> => {
    const persona = await member();
    await t.owner.query(`UPDATE comm.membership SET decided_at = decided_at - interval '2 days', posts_released = 5 WHERE persona_id = $1`, [persona.personaId]);
    return persona;
  };
  const draft = (facts: Partial<Draft> = {}): Draft => ({ id: newRandomId(), threadId: null, groupId: null, title: 'Hello', words: 'Good to be here.', label: null, aboutMe: true, hideDose: true, ...facts });
  const write = async (who: BuiltPersona, facts: Partial<Draft> = {}) => {
    const written = await u.get(WritePost).run(who.actor(), draft(facts));
    if (isRefusal(written)) throw new Error(`refused: ${written.code}`);
    return written;
  };
  const decide = async (id: string, decision: PostDecision, reason = 'Please leave numbers out', by = moderator) => {
    // The clock stands still between two steps otherwise, and the log is in the order of its time.
    await t.clock.advance(1000);
    const found = await u.get(ReadQueue).post(by.actor(), id);
    return u.get(DecidePost).run(by.actor(), { id, rowVersion: found?.post.rowVersion ?? 0, decision, reason, hard: false });
  };
  const sees = async (who: BuiltPersona, threadId: string) => (await u.get(ReadThreads).thread(who.actor(), threadId, 100, 0))?.posts.map((post) => post.words) ?? null;
  const waiting = async () => (await u.get(ReadQueue).queue(moderator.actor())).items.filter((item) => item.topic === 'Tapering slowly');

  it('begins with a request under a made-up name, and reads nothing before a moderator has said yes', async () => {
    const author = await settled();
    const { post } = await write(author);
    const newcomer = await buildPersona(t, { communityId, groupId });
    const join = (displayName: string) => u.get(RequestToJoin).run(newcomer.actor(), { displayName, guidelinesVersion: 1, mayContact: false });
    expect(await join('Ana Rivera')).toMatchObject({ code: 'name-not-possible', field: 'displayName' });
    expect(await join('x@y.org')).toMatchObject({ code: 'name-not-possible' });
    expect(await u.get(RequestToJoin).run(newcomer.actor(), { displayName: 'Mossy Pebble 10', guidelinesVersion: 0, mayContact: false })).toMatchObject({ code: 'guidelines-changed' });
    expect(await join('Mossy Pebble 11')).toMatchObject({ displayName: 'Mossy Pebble 11', membership: { state: 'requested' }, mayContact: false });
    expect(await sees(newcomer, post.threadId)).toBeNull();
    expect(await u.get(ReadThreads).threads(newcomer.actor(), 10, 0)).toEqual([]);
    expect(await u.get(WritePost).run(newcomer.actor(), draft())).toEqual(refuse('not-a-member'));
    expect((await waiting()).some((item) => item.kind === 'join' && item.displayName === 'Mossy Pebble 11')).toBe(true);
    expect(await u.get(DecideMember).run(moderator.actor(), newcomer.personaId, { kind: 'approve' })).toBe('done');
    expect(await sees(newcomer, post.threadId)).toEqual(['Good to be here.']);
  });

  it('suggests only names that can be had here', async () => {
    const newcomer = await buildPersona(t, { communityId, groupId });
    const suggested = (await Promise.all(Array.from({ length: 20 }, () => u.get(RequestToJoin).suggest(newcomer.actor(), 'en')))).flat();
    expect(suggested.length).toBeGreaterThan(40);
    expect(suggested.filter((name) => name.startsWith('Quiet'))).toEqual([]);
  });

  it('lets a moderator answer where the thread is', async () => {
    const { post } = await write(await settled());
    expect((await write(moderator, { threadId: post.threadId, title: null, words: 'Welcome.' })).post).toMatchObject({ threadId: post.threadId, state: 'visible' });
    expect(await u.get(WritePost).run(moderator.actor(), draft({ threadId: newRandomId(), title: null }))).toEqual(refuse('not-a-member'));
  });

  it('gives a name to one persona only, however it is dressed up', async () => {
    const first = await buildPersona(t, { communityId, groupId });
    const second = await buildPersona(t, { communityId, groupId: await buildGroup(t, { communityId }) });
    const join = (who: BuiltPersona, displayName: string) => u.get(RequestToJoin).run(who.actor(), { displayName, guidelinesVersion: 1, mayContact: true });
    expect(await join(first, 'Silver Cloud')).toMatchObject({ displayName: 'Silver Cloud', mayContact: true });
    expect(await join(second, 'S1LVER  clóud')).toEqual(refuse('name-not-possible', 'displayName'));
  });

  it('holds a first post: its writer and moderators read it, nobody else, until it is let through', async () => {
    const [author, reader] = [await member(), await settled()];
    const { post, crisis } = await write(author);
    expect({ state: post.state, reasons: post.holdReasons, crisis }).toEqual({ state: 'held', reasons: ['first-post'], crisis: false });
    expect(await sees(author, post.threadId)).toEqual(['Good to be here.']);
    expect(await sees(reader, post.threadId)).toBeNull();
    expect(await decide(post.id, 'approve')).toBe('done');
    expect(await sees(reader, post.threadId)).toEqual(['Good to be here.']);
    expect((await write(author, { title: 'Second' })).post.state).toBe('visible');
  });

  it('never lets through words that were rewritten while a moderator read', async () => {
    const author = await member();
    const { post } = await write(author);
    expect(await u.get(ChangePost).rewrite(author.actor(), { id: post.id, rowVersion: post.rowVersion, words: 'Something else' })).toMatchObject({ post: { state: 'held', words: 'Something else' } });
    expect(await u.get(DecidePost).run(moderator.actor(), { id: post.id, rowVersion: post.rowVersion, decision: 'approve', reason: '', hard: false })).toEqual(refuse('stale'));
  });

  it('takes a crisis post whatever limits there are, shows help, and puts it first', async () => {
    const author = await member();
    await t.owner.query(`UPDATE comm.membership SET muted_until = clock.now() + interval '1 day' WHERE persona_id = $1`, [author.personaId]);
    await t.owner.query('UPDATE comm.peer_group SET read_only = true WHERE id = $1', [groupId]);
    expect(await u.get(WritePost).run(author.actor(), draft())).toEqual(refuse('muted'));
    const { post, crisis } = await write(author, { words: 'I want to end my life' });
    expect({ crisis, state: post.state }).toEqual({ crisis: true, state: 'held' });
    expect((await waiting())[0]).toMatchObject({ id: post.id, risk: 'crisis' });
    expect(await u.get(ChangePost).withdraw(author.actor(), post.id)).toMatchObject({ post: null });
    expect((await waiting())[0]).toMatchObject({ id: post.id, takenBack: true });
    expect(await decide(post.id, 'approve')).toBe('done');
    expect((await waiting()).some((item) => item.id === post.id)).toBe(false);
    expect(await sees(await settled(), post.threadId)).toBeNull();
  });

  it('holds what two people have reported, tells the reporters, and can bring it back', async () => {
    const [author, one, two] = [await settled(), await settled(), await settled()];
    const { post } = await write(author);
    const report = (who: BuiltPersona, reason = 'unkind') => u.get(AnswerPost).report(who.actor(), { id: newRandomId(), postId: post.id, reason, words: '' });
    expect(await report(author)).toEqual(refuse('own-post'));
    expect(await report(one, 'other')).toEqual(refuse('words-needed', 'words'));
    expect(await report(one)).toBe('done');
    expect(await report(one)).toBe('done');
    expect(await sees(two, post.threadId)).toEqual(['Good to be here.']);
    expect(await report(two)).toBe('done');
    expect(await sees(one, post.threadId)).toBeNull();
    expect((await waiting()).filter((item) => item.postId === post.id).map((item) => item.kind).sort()).toEqual(['post', 'report', 'report']);
    expect(await decide(post.id, 'approve', '')).toBe('done');
    expect(await sees(one, post.threadId)).toEqual(['Good to be here.']);
    expect(await u.get(ReadQueue).ownReports(one.actor())).toMatchObject([{ state: 'decided', outcome: 'kept' }]);
  });

  it('hides and restores with a reason, and the log says which step took back which', async () => {
    const [author, reader] = [await settled(), await settled()];
    const { post } = await write(author);
    expect(await decide(post.id, 'hide', ' ')).toEqual(refuse('reason-needed', 'reason'));
    expect(await decide(post.id, 'hide')).toBe('done');
    expect(await sees(reader, post.threadId)).toBeNull();
    expect(await u.get(WritePost).run(author.actor(), draft({ id: post.id }))).toMatchObject({ post: { state: 'hidden' } });
    expect(await decide(post.id, 'restore', 'Read again, it is fine')).toBe('done');
    expect(await sees(reader, post.threadId)).toEqual(['Good to be here.']);
    const { log = [] } = (await u.get(ReadQueue).post(moderator.actor(), post.id)) ?? {};
    expect(log.map(({ action, undone }) => [action, undone])).toEqual([['post.restore', false], ['post.hide', true]]);
  });

  it('keeps an ended report with its outcome: hidden takes the post away', async () => {
    const [author, reporter] = [await settled(), await settled()];
    const { post } = await write(author);
    await u.get(AnswerPost).report(reporter.actor(), { id: newRandomId(), postId: post.id, reason: 'worried', words: 'Sounds very low' });
    const item = (await waiting()).find((each) => each.kind === 'report' && each.postId === post.id);
    expect(item).toMatchObject({ risk: 'crisis' });
    const decideReport = (reason: string) => u.get(DecideReport).run(moderator.actor(), { id: item?.id ?? '', outcome: 'hidden', reason });
    expect(await decideReport('')).toEqual(refuse('reason-needed', 'reason'));
    expect(await decideReport('Contact details')).toBe('done');
    expect(await decideReport('Contact details')).toEqual(refuse('not-found'));
    expect(await sees(reporter, post.threadId)).toBeNull();
  });

  it('ends a report as passed on by passing it on', async () => {
    const [author, reporter] = [await settled(), await settled()];
    const { post } = await write(author);
    const id = newRandomId();
    await u.get(AnswerPost).report(reporter.actor(), { id, postId: post.id, reason: 'worried', words: '' });
    expect(await u.get(DecideReport).run(moderator.actor(), { id, outcome: 'passed-on', reason: '' })).toBe('done');
    expect((await t.owner.query('SELECT persona_id, by FROM comm.crossing WHERE post_id = $1', [post.id])).rows).toEqual([{ persona_id: author.personaId, by: moderator.personaId }]);
  });

  it('asks anew for a ban of somebody who was let in again in between', async () => {
    const member = await settled();
    const step = async (by: BuiltPersona, decision: Parameters<DecideMember['run']>[2]) => {
      await t.clock.advance(1000);
      return u.get(DecideMember).run(by.actor(), member.personaId, decision);
    };
    const state = async () => (await t.owner.query('SELECT state FROM comm.membership WHERE persona_id = $1', [member.personaId])).rows[0]?.state as string;
    await step(moderator, { kind: 'ban', reason: 'Sold medicine' });
    expect(await step(other, { kind: 'approve' })).toBe('done');
    await step(other, { kind: 'ban', reason: 'Unkind again' });
    expect(await state()).toBe('removed');
  });

  it('bans by two moderators, never by one; the first one already takes the member out', async () => {
    const bad = await settled();
    const step = async (by: BuiltPersona, kind: 'ban' | 'lift-ban') => {
      await t.clock.advance(1000);
      return u.get(DecideMember).run(by.actor(), bad.personaId, { kind, reason: 'Sold medicine' });
    };
    const state = async () => (await u.get(ReadQueue).member(moderator.actor(), bad.personaId))?.member;
    expect(await step(moderator, 'ban')).toBe('done');
    expect(await state()).toMatchObject({ state: 'removed', banAsked: true });
    expect(await step(moderator, 'ban')).toEqual(refuse('not-possible-here'));
    expect(await step(other, 'ban')).toBe('done');
    expect(await state()).toMatchObject({ state: 'banned', banAsked: false });
    expect(await u.get(RequestToJoin).run(bad.actor(), { displayName: 'Another Name 12', guidelinesVersion: 1, mayContact: false })).toEqual(refuse('not-allowed-now'));
    expect(await step(other, 'lift-ban')).toBe('done');
  });

  it('lets nobody but moderators decide, whatever the statement says', async () => {
    const author = await member();
    const { post } = await write(author);
    const attempt = (sql: string, parameters: unknown[]) => t.database.peer(author.actor(), (tx) => tx.execute(sql, parameters));
    await expect(attempt(`UPDATE comm.post SET state = 'visible' WHERE id = $1`, [post.id])).rejects.toThrow(/for a moderator/);
    await expect(attempt(`UPDATE comm.membership SET posts_released = 9 WHERE persona_id = $1`, [author.personaId])).rejects.toThrow(/for a moderator/);
    expect(await u.get(DecidePost).run(author.actor(), { id: post.id, rowVersion: post.rowVersion, decision: 'hide', reason: 'because', hard: false })).not.toBe('done');
    await expect(t.database.peer(author.actor(), (tx) => u.get(QueueReader).waiting(tx))).resolves.toEqual([expect.objectContaining({ id: post.id })]);
  });

  it('goes dark for who leaves, and their words stay or go as they said', async () => {
    const [stays, goes, reader] = [await settled(), await settled(), await settled()];
    const { post: kept } = await write(stays);
    const { post: gone } = await write(goes);
    const leave = (who: BuiltPersona, keepPosts: boolean) => u.get(ChangeMembership).run(who.actor(), { kind: 'leave', keepPosts });
    expect(await leave(stays, true)).toMatchObject({ membership: { state: 'left' } });
    expect(await leave(goes, false)).toMatchObject({ membership: { state: 'left' } });
    expect(await sees(reader, kept.threadId)).toEqual(['Good to be here.']);
    expect(await sees(reader, gone.threadId)).toBeNull();
    expect(await sees(goes, kept.threadId)).toBeNull();
    const { rows } = await t.owner.query(`SELECT count(*)::int AS bells FROM comm_outbox.message WHERE topic = 'access-changed' AND payload->>'persona' = ANY ($1)`, [[stays.personaId, goes.personaId]]);
    expect(rows).toEqual([{ bells: 2 }]);
  });

  it('keeps the words of a former member without their name, also while they ask to come back, and after a no; who is let in again has it again', async () => {
    const [author, reader] = [await settled(), await settled()];
    const { post } = await write(author);
    const read = async () => (await u.get(ReadThreads).thread(reader.actor(), post.threadId, 100, 0))?.posts.map((each) => [each.author.displayName, each.words]);
    await u.get(ChangeMembership).run(author.actor(), { kind: 'leave', keepPosts: true });
    expect(await read()).toEqual([[null, 'Good to be here.']]);
    expect(await u.get(RequestToJoin).run(author.actor(), { displayName: 'Mossy Pebble 44', guidelinesVersion: 1, mayContact: false })).toMatchObject({ membership: { state: 'requested' } });
    expect(await read()).toEqual([[null, 'Good to be here.']]);
    expect(await u.get(DecideMember).run(moderator.actor(), author.personaId, { kind: 'decline', reason: 'Not now' })).toBe('done');
    expect(await read()).toEqual([[null, 'Good to be here.']]);
    expect(await u.get(DecideMember).run(moderator.actor(), author.personaId, { kind: 'approve' })).toBe('done');
    expect(await read()).toEqual([['Mossy Pebble 44', 'Good to be here.']]);
  });

  it('answers "pass on" the same whether or not anybody may be contacted, and writes it once', async () => {
    const [one, two] = [await settled(), await settled()];
    await u.get(ChangeMembership).run(one.actor(), { kind: 'may-contact', value: true });
    const posts = [(await write(one)).post, (await write(two)).post];
    const answers = await Promise.all(posts.map((post) => u.get(PassOn).run(moderator.actor(), post.id)));
    expect(new Set(answers)).toEqual(new Set(['done']));
    expect(await u.get(PassOn).run(other.actor(), posts[0]?.id ?? '')).toBe('done');
    const { rows } = await t.owner.query('SELECT count(*)::int AS crossings FROM comm.crossing WHERE post_id = ANY ($1)', [posts.map((post) => post.id)]);
    expect(rows).toEqual([{ crossings: 2 }]);
    await expect(t.database.peer(moderator.actor(), (tx) => tx.query('SELECT * FROM comm.bridge_choice'))).resolves.toEqual([]);
  });

  it('is claimed by one moderator at a time, for a quarter of an hour', async () => {
    const { post } = await write(await member());
    expect(await u.get(ClaimPost).run(moderator.actor(), post.id, true)).toBe('done');
    expect(await u.get(ClaimPost).run(other.actor(), post.id, true)).toEqual(refuse('claimed-by-another'));
    await t.clock.advance(16 * 60_000);
    expect(await u.get(ClaimPost).run(other.actor(), post.id, true)).toBe('done');
  });

  it('goes slowly where the group wants it, and for newcomers', async () => {
    const author = await member();
    await t.owner.query('UPDATE comm.membership SET posts_released = 9 WHERE persona_id = $1', [author.personaId]);
    expect(await u.get(WritePost).run(author.actor(), draft({ words: 'see www.example.org' }))).toEqual(refuse('no-links-yet', 'words'));
    for (let posts = 0; posts < 5; posts += 1) await write(author);
    expect(await u.get(WritePost).run(author.actor(), draft())).toMatchObject({ code: 'too-many-posts' });
    await t.owner.query('UPDATE comm.peer_group SET slow_seconds = 60 WHERE id = $1', [groupId]);
    const slow = await settled();
    await write(slow);
    expect(await u.get(WritePost).run(slow.actor(), draft())).toEqual(refuse('too-soon', null, { seconds: 60 }));
  });
});
