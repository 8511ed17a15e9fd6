import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, PersonaId } from '@evenkeel/kernel';
import type { HoldReason, PostState } from '@evenkeel/peer-groups-rules';

export interface NewPost {
  readonly communityId: CommunityId;
  readonly groupId: GroupId;
  readonly threadId: string;
  readonly id: string;
  readonly author: PersonaId;
  readonly words: Buffer;
  readonly state: 'held' | 'visible';
  readonly holdReasons: readonly HoldReason[];
  readonly crisis: boolean;
  readonly aboutMe: boolean;
  readonly doseHidden: boolean;
  /** Minutes from now by which a moderator has to have looked; `null` for a post that is seen at once. */
  readonly dueInMinutes: number | null;
}

export interface StoredPost {
  readonly communityId: CommunityId;
  readonly groupId: GroupId;
  readonly threadId: string;
  readonly id: string;
  readonly author: PersonaId;
  readonly words: Buffer;
  readonly state: PostState;
  readonly holdReasons: readonly HoldReason[];
  readonly crisis: boolean;
  readonly doseHidden: boolean;
  readonly rowVersion: number;
}

const post = `community_id AS "communityId", group_id AS "groupId", thread_id AS "threadId", id, author, words, state, hold_reasons AS "holdReasons", crisis,
  dose_hidden AS "doseHidden", row_version AS "rowVersion"`;

/** Writing and changing posts and threads. Every row here is the persona's own, or its moderators'. */
@Injectable()
export class PostStore {
  async addThread(tx: Tx, made: { communityId: CommunityId; groupId: GroupId; id: string; title: Buffer; label: string | null; author: PersonaId }): Promise<void> {
    await tx.execute(
      `INSERT INTO comm.thread (community_id, group_id, id, title, label, author, created_at) VALUES ($1, $2, $3, $4, $5, $6, clock.now())`,
      [made.communityId, made.groupId, made.id, made.title, made.label, made.author]);
  }

  /** The group of a thread that the persona can see. */
  async groupOf(tx: Tx, threadId: string): Promise<GroupId | null> {
    const [row] = await tx.query<{ groupId: GroupId }>('SELECT group_id AS "groupId" FROM comm.thread WHERE id = $1', [threadId]);
    return row?.groupId ?? null;
  }

  /** Whether the persona can see this thread of this group. */
  async hasThread(tx: Tx, groupId: GroupId, threadId: string): Promise<boolean> {
    return (await tx.query('SELECT id FROM comm.thread WHERE id = $1 AND group_id = $2', [threadId, groupId])).length > 0;
  }

  async add(tx: Tx, made: NewPost): Promise<void> {
    await tx.execute(
      `INSERT INTO comm.post (community_id, group_id, thread_id, id, author, words, state, hold_reasons, crisis, about_me, dose_hidden, created_at, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock.now(), clock.now() + $12 * interval '1 minute')`,
      [made.communityId, made.groupId, made.threadId, made.id, made.author, made.words, made.state, made.holdReasons, made.crisis, made.aboutMe, made.doseHidden, made.dueInMinutes]);
  }

  /** A post that the persona may see, locked. */
  async lock(tx: Tx, id: string): Promise<StoredPost | null> {
    const [row] = await tx.query<StoredPost>(`SELECT ${post} FROM comm.post WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    return row ?? null;
  }

  async find(tx: Tx, id: string): Promise<StoredPost | null> {
    const [row] = await tx.query<StoredPost>(`SELECT ${post} FROM comm.post WHERE id = $1`, [id]);
    return row ?? null;
  }

  async rewrite(tx: Tx, id: string, to: Pick<NewPost, 'words' | 'holdReasons' | 'crisis' | 'dueInMinutes'>): Promise<void> {
    await tx.execute(
      `UPDATE comm.post SET words = $2, hold_reasons = ARRAY(SELECT DISTINCT unnest(hold_reasons || $3::text[])), crisis = crisis OR $4, edited_at = clock.now(), row_version = row_version + 1,
         due_at = least(due_at, clock.now() + $5 * interval '1 minute') WHERE id = $1`,
      [id, to.words, to.holdReasons, to.crisis, to.dueInMinutes]);
  }

  /** A crisis post stays in the queue when its writer takes it back: somebody still looks. */
  async withdraw(tx: Tx, id: string): Promise<void> {
    await tx.execute(`UPDATE comm.post SET state = 'withdrawn', row_version = row_version + 1 WHERE id = $1`, [id]);
  }

  async withdrawAll(tx: Tx, author: PersonaId): Promise<number> {
    return tx.execute(`UPDATE comm.post SET state = 'withdrawn', row_version = row_version + 1 WHERE author = $1 AND state <> 'withdrawn'`, [author]);
  }

  /** Seconds since the persona last wrote (`null` if never), and how many posts it wrote within the last hour. */
  async pace(tx: Tx, author: PersonaId): Promise<{ readonly secondsSince: number | null; readonly lastHour: number }> {
    return tx.one(
      `SELECT floor(extract(epoch FROM clock.now() - max(created_at)))::int AS "secondsSince",
         (count(*) FILTER (WHERE created_at > clock.now() - interval '1 hour'))::int AS "lastHour" FROM comm.post WHERE author = $1`, [author]);
  }

  async react(tx: Tx, communityId: CommunityId, postId: string, personaId: PersonaId, kind: string, on: boolean): Promise<void> {
    if (on) await tx.execute('INSERT INTO comm.reaction (community_id, post_id, persona_id, kind) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [communityId, postId, personaId, kind]);
    else await tx.execute('DELETE FROM comm.reaction WHERE post_id = $1 AND persona_id = $2 AND kind = $3', [postId, personaId, kind]);
  }

  async block(tx: Tx, communityId: CommunityId, personaId: PersonaId, blockedId: string, on: boolean): Promise<void> {
    if (on) await tx.execute('INSERT INTO comm.block (community_id, persona_id, blocked_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [communityId, personaId, blockedId]);
    else await tx.execute('DELETE FROM comm.block WHERE persona_id = $1 AND blocked_id = $2', [personaId, blockedId]);
  }

  async hasPersona(tx: Tx, personaId: string): Promise<boolean> {
    return (await tx.query('SELECT id FROM comm.persona WHERE id = $1', [personaId])).length > 0;
  }

  /** `false` if this persona has reported this post before. */
  async report(tx: Tx, made: { communityId: CommunityId; id: string; postId: string; reporter: PersonaId; reason: string; words: Buffer | null; dueInMinutes: number }): Promise<boolean> {
    return (await tx.execute(
      `INSERT INTO comm.report (community_id, id, post_id, reporter, reason, words, state, at, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'open', clock.now(), clock.now() + $7 * interval '1 minute') ON CONFLICT (post_id, reporter) DO NOTHING`,
      [made.communityId, made.id, made.postId, made.reporter, made.reason, made.words, made.dueInMinutes])) > 0;
  }
}
