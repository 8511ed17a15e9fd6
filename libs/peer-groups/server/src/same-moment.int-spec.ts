import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newRandomId } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { type CommunityId, type GroupId, isRefusal } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { PostStore } from './store/post.store.js';
import { type BuiltPersona, buildCommunity, buildGroup, buildPersona, PeerGroupsUnderTest } from './testing.js';
import { AnswerPost } from './use-cases/answer-post.js';
import { ChangePost } from './use-cases/change-post.js';
import { DecideReport } from './use-cases/decide-report.js';
import { ReadThreads } from './use-cases/read-threads.js';
import { WritePost } from './use-cases/write-post.js';

/** A door that somebody waits at until somebody else opens it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { opened, open };
}
/** Long enough for another connection to come to where it has to wait. */
const soon = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 400); });

describe('what people in a group do in the same moment', () => {
  let t: TestDatabase;
  let u: PeerGroupsUnderTest;
  let communityId: CommunityId;
  let groupId: GroupId;
  let moderator: BuiltPersona;
  let other: BuiltPersona;
  let number = 0;

  beforeAll(async () => {
    t = await freshDatabase();
    u = await PeerGroupsUnderTest.start(t, () => true);
    communityId = await buildCommunity(t, { zone: 'UTC' });
    groupId = await buildGroup(t, { communityId, holdFirst: 1 });
    moderator = await buildPersona(t, { communityId, displayName: 'Noor' });
    other = await buildPersona(t, { communityId, displayName: 'Second moderator' });
    await t.clock.advance(48 * 3_600_000);
  }, 90_000);
  afterAll(async () => { await u.stop(); await t.close(); });

  /** Let in two days ago: no limits of the first day. */
  const settled = async (): Promise<BuiltPersona> => {
    const persona = await buildPersona(t, { communityId, groupId, displayName: `Quiet Hill ${(number += 1)}`, state: 'approved' });
    await t.owner.query(`UPDATE comm.membership SET decided_at = decided_at - interval '2 days', posts_released = 5 WHERE persona_id = $1`, [persona.personaId]);
    return persona;
  };
  const write = async (who: BuiltPersona) => {
    const written = await u.get(WritePost).run(who.actor(), { id: newRandomId(), threadId: null, groupId: null, title: 'Hello', words: 'Good to be here.', label: null, aboutMe: true, hideDose: true });
    if (isRefusal(written)) throw new Error(`refused: ${written.code}`);
    return written;
  };

  it('holds a post whose two reports come in the same moment', async () => {
    const [author, one, two] = [await settled(), await settled(), await settled()];
    const { post } = await write(author);
    const first = gate();
    const insert = (who: BuiltPersona, before: () => Promise<void>) => t.database.peer(who.actor(), async (tx) => {
      await u.get(PostStore).report(tx, { communityId, id: newRandomId(), postId: post.id, reporter: who.personaId, reason: 'unkind', words: null, dueInMinutes: 240 });
      await before();
    });
    const reporting = insert(one, async () => { first.open(); await soon(); });
    await first.opened;
    await Promise.all([reporting, insert(two, async () => undefined)]);
    expect(await u.get(ReadThreads).thread(one.actor(), post.threadId, 100, 0)).toBeNull();
  });

  it('lets the one who decides about a post and the one who ends its report take turns', async () => {
    const [author, reporter] = [await settled(), await settled()];
    const { post } = await write(author);
    const id = newRandomId();
    await u.get(AnswerPost).report(reporter.actor(), { id, postId: post.id, reason: 'unkind', words: '' });
    // Somebody decides: the post is theirs, and they come for its reports while the other one is on the way.
    const hasPost = gate();
    const deciding = t.database.peer(other.actor(), async (tx) => {
      await tx.query('SELECT id FROM comm.post WHERE id = $1 FOR NO KEY UPDATE', [post.id]);
      hasPost.open();
      await soon();
      return tx.query('SELECT id FROM comm.report WHERE post_id = $1 FOR NO KEY UPDATE', [post.id]);
    });
    await hasPost.opened;
    expect(await Promise.all([u.get(DecideReport).run(moderator.actor(), { id, outcome: 'kept', reason: '' }), deciding])).toEqual(['done', [{ id }]]);
  });

  it('keeps a thread that is answered in the moment in which its first post is taken back', async () => {
    const [author, reader] = [await settled(), await settled()];
    const { post } = await write(author);
    const written = gate();
    const answering = t.database.peer(reader.actor(), async (tx) => {
      await u.get(PostStore).add(tx, {
        communityId, groupId, threadId: post.threadId, id: newRandomId(), author: reader.personaId, words: await new PeerSealer(t.config).seal(tx, reader.personaId, 'comm.post.words', post.id, 'Hello'),
        state: 'visible', holdReasons: [], crisis: false, aboutMe: true, doseHidden: true, dueInMinutes: null,
      });
      written.open();
      await soon();
    });
    await written.opened;
    await Promise.all([answering, u.get(ChangePost).withdraw(author.actor(), post.id)]);
    expect((await t.owner.query('SELECT last_at IS NOT NULL AS seen FROM comm.thread WHERE id = $1', [post.threadId])).rows).toEqual([{ seen: true }]);
  });
});
