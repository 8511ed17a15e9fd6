import { Injectable } from '@nestjs/common';
import { newRandomId, type Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, PeerActor, PersonaId } from '@evenkeel/kernel';
import { claimMinutes, type MembershipState } from '@evenkeel/peer-groups-rules';

export interface ModeratedMembership {
  readonly communityId: CommunityId;
  readonly groupId: GroupId;
  readonly personaId: PersonaId;
  readonly state: MembershipState;
}

export interface OpenReport {
  readonly id: string;
  readonly postId: string;
  readonly reporter: PersonaId;
}

/** What moderators change. Every change leaves a row in the log of the community, which nobody can alter. */
@Injectable()
export class ModerationStore {
  async log(tx: Tx, actor: PeerActor, action: string, about: { readonly postId?: string; readonly personaId?: string; readonly reason?: string | null }): Promise<void> {
    await tx.execute(
      `INSERT INTO comm.moderation (community_id, id, at, moderator, action, post_id, persona_id, reason, undoes)
       VALUES ($1, $2, clock.now(), $3, $4, $5, $6, $7,
         (SELECT m.id FROM comm.moderation m WHERE m.action = ANY ($8::text[]) AND m.post_id IS NOT DISTINCT FROM $5 AND m.persona_id IS NOT DISTINCT FROM $6 ORDER BY m.at DESC LIMIT 1))`,
      [actor.communityId, newRandomId(), actor.personaId, action, about.postId ?? null, about.personaId ?? null, about.reason ?? null, undone[action] ?? []]);
  }

  async claimPost(tx: Tx, id: string, by: PersonaId, on: boolean): Promise<boolean> {
    return (await tx.execute(
      `UPDATE comm.post SET claimed_by = CASE WHEN $3 THEN $2::uuid END, claimed_until = CASE WHEN $3 THEN clock.now() + interval '${claimMinutes} minutes' END
       WHERE id = $1 AND (claimed_by IS NULL OR claimed_by = $2 OR claimed_until <= clock.now())`, [id, by, on])) > 0;
  }

  /** Where the post is after a moderator's step. What it was held for is answered, so nobody waits for it any more. */
  async decidePost(tx: Tx, id: string, by: PersonaId, state: 'visible' | 'rejected' | 'hidden', reason: string | null): Promise<void> {
    await tx.execute(
      `UPDATE comm.post SET state = $3, decided_by = $2, decided_at = clock.now(), decision_reason = $4, due_at = NULL, claimed_by = NULL, claimed_until = NULL,
         row_version = row_version + 1 WHERE id = $1`, [id, by, state, reason]);
  }

  /** Somebody has looked at words that their writer took back in the meantime. */
  async lookedAt(tx: Tx, id: string, by: PersonaId): Promise<void> {
    await tx.execute(`UPDATE comm.post SET decided_by = $2, decided_at = clock.now(), due_at = NULL, claimed_by = NULL, claimed_until = NULL, row_version = row_version + 1 WHERE id = $1`, [id, by]);
  }

  async labelThread(tx: Tx, threadId: string, label: string | null): Promise<void> {
    await tx.execute('UPDATE comm.thread SET label = $2 WHERE id = $1', [threadId, label]);
  }

  /** One more post of this persona has been let through. */
  async released(tx: Tx, personaId: PersonaId): Promise<void> {
    await tx.execute('UPDATE comm.membership SET posts_released = posts_released + 1 WHERE persona_id = $1', [personaId]);
  }

  async lockMembership(tx: Tx, personaId: string): Promise<ModeratedMembership | null> {
    const [row] = await tx.query<ModeratedMembership>(
      `SELECT community_id AS "communityId", group_id AS "groupId", persona_id AS "personaId", state FROM comm.membership WHERE persona_id = $1 FOR NO KEY UPDATE`, [personaId]);
    return row ?? null;
  }

  async decideMembership(tx: Tx, personaId: PersonaId, by: PersonaId, state: MembershipState, reason: string | null): Promise<void> {
    await tx.execute('UPDATE comm.membership SET state = $3, decided_by = $2, decided_at = clock.now(), reason = $4 WHERE persona_id = $1', [personaId, by, state, reason]);
  }

  /** Free places of a group; the lock on the group makes two moderators take turns. */
  async hasRoom(tx: Tx, groupId: GroupId): Promise<boolean> {
    await tx.query('SELECT id FROM comm.peer_group WHERE id = $1 FOR UPDATE', [groupId]);
    return (await tx.one<{ room: boolean }>(
      `SELECT g.capacity > (SELECT count(*) FROM comm.membership m WHERE m.group_id = g.id AND m.state = 'approved') AS room FROM comm.peer_group g WHERE g.id = $1`, [groupId])).room;
  }

  async mute(tx: Tx, personaId: PersonaId, hours: number | null): Promise<void> {
    await tx.execute(`UPDATE comm.membership SET muted_until = clock.now() + $2 * interval '1 hour' WHERE persona_id = $1`, [personaId, hours]);
  }

  async holdAll(tx: Tx, personaId: PersonaId, on: boolean): Promise<void> {
    await tx.execute('UPDATE comm.membership SET hold_all = $2 WHERE persona_id = $1', [personaId, on]);
  }

  /** Whether another moderator has asked for this ban and nobody has taken it back since, be it by letting the member in again. */
  async banAskedByAnother(tx: Tx, personaId: PersonaId, by: PersonaId): Promise<boolean> {
    const [last] = await tx.query<{ action: string; moderator: string }>(
      `SELECT action, moderator FROM comm.moderation WHERE persona_id = $1 AND action IN ('member.ban-asked', 'member.ban-lifted', 'member.approve') ORDER BY at DESC LIMIT 1`, [personaId]);
    return last?.action === 'member.ban-asked' && last.moderator !== by;
  }

  /** The post that a report is about, open or not. Takes no lock. */
  async postReported(tx: Tx, id: string): Promise<string | null> {
    const [row] = await tx.query<{ postId: string }>('SELECT post_id AS "postId" FROM comm.report WHERE id = $1', [id]);
    return row?.postId ?? null;
  }

  async openReports(tx: Tx, of: { readonly postId: string } | { readonly id: string }): Promise<readonly OpenReport[]> {
    const [column, value] = 'id' in of ? ['id', of.id] as const : ['post_id', of.postId] as const;
    return tx.query<OpenReport>(`SELECT id, post_id AS "postId", reporter FROM comm.report WHERE ${column} = $1 AND state = 'open' FOR NO KEY UPDATE`, [value]);
  }

  async decideReports(tx: Tx, ids: readonly string[], by: PersonaId, outcome: string): Promise<void> {
    await tx.execute(`UPDATE comm.report SET state = 'decided', outcome = $3, decided_by = $2, decided_at = clock.now() WHERE id = ANY ($1::uuid[])`, [ids, by, outcome]);
  }

  /** A mail that says "you have an update" at the next quarter of an hour. */
  async notice(tx: Tx, personaIds: readonly PersonaId[]): Promise<void> {
    await tx.query('SELECT comm.leave_notice($1::uuid[])', [personaIds]);
  }

  /** Once per post, whoever presses; answers nothing, because there is nothing that a moderator could learn from it. */
  async passOn(tx: Tx, actor: PeerActor, postId: string, author: PersonaId): Promise<void> {
    await tx.execute(
      `INSERT INTO comm.crossing (community_id, id, kind, post_id, persona_id, by, at) VALUES ($1, $2, 'pass-on', $3, $4, $5, clock.now()) ON CONFLICT DO NOTHING`,
      [actor.communityId, newRandomId(), postId, author, actor.personaId]);
  }
}

/** What a step takes back, so that the log can say which one. */
const undone: Readonly<Record<string, readonly string[]>> = {
  'post.restore': ['post.hide', 'post.reject'], 'post.hide': ['post.approve', 'post.restore'],
  'member.mute-lifted': ['member.mute'], 'member.hold-all-ended': ['member.hold-all'], 'member.ban-lifted': ['member.ban', 'member.ban-asked'],
};
