import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, PersonaId } from '@evenkeel/kernel';
import type { MembershipState, ModeratedHours } from '@evenkeel/peer-groups-rules';

/** A persona as it sees itself: name, membership, group and the hours of its moderators. */
export interface Self {
  readonly displayName: string | null;
  readonly tint: number;
  readonly mayContact: boolean;
  readonly community: { readonly name: string; readonly zone: string; readonly hours: ModeratedHours };
  /** Minute of the community's day, 0 to 1439, by the database's clock. */
  readonly minuteOfDay: number;
  readonly group: Group | null;
  readonly membership: Membership | null;
}

export interface Group {
  readonly id: GroupId;
  readonly topic: string;
  readonly about: string;
  readonly holdFirst: number;
  readonly slowSeconds: number;
  readonly readOnly: boolean;
  readonly guidelinesVersion: number;
}

export interface Membership {
  readonly state: MembershipState;
  readonly reason: string | null;
  readonly mutedUntil: Date | null;
  readonly holdAll: boolean;
  readonly released: number;
  /** Let in within the last day. */
  readonly isNew: boolean;
}

interface SelfRow {
  readonly displayName: string | null;
  readonly tint: number;
  readonly mayContact: boolean;
  readonly community: string;
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly minuteOfDay: number;
  readonly groupId: GroupId | null;
  readonly topic: string;
  readonly about: string;
  readonly holdFirst: number;
  readonly slowSeconds: number;
  readonly readOnly: boolean;
  readonly guidelinesVersion: number;
  readonly state: MembershipState | null;
  readonly reason: string | null;
  readonly mutedUntil: Date | null;
  readonly holdAll: boolean;
  readonly released: number;
  readonly isNew: boolean;
}

/** Personas and their memberships, as the persona itself may see and change them. */
@Injectable()
export class MemberStore {
  /** The asking persona. Takes the lock on its membership, if there is one, so that two steps of it never cross. */
  async lockSelf(tx: Tx, personaId: PersonaId): Promise<Self> {
    await tx.query('SELECT persona_id FROM comm.membership WHERE persona_id = $1 FOR NO KEY UPDATE', [personaId]);
    return this.self(tx, personaId);
  }

  async self(tx: Tx, personaId: PersonaId): Promise<Self> {
    return toSelf(await tx.one<SelfRow>(
      `SELECT p.display_name AS "displayName", p.tint, c.name AS community, c.zone, c.moderated_from AS "from", c.moderated_to AS "to",
         (extract(hour FROM clock.now() AT TIME ZONE c.zone) * 60 + extract(minute FROM clock.now() AT TIME ZONE c.zone))::int AS "minuteOfDay",
         coalesce((SELECT b.may_contact FROM comm.bridge_choice b WHERE b.persona_id = p.id ORDER BY b.at DESC LIMIT 1), false) AS "mayContact",
         g.id AS "groupId", g.topic, g.about, g.hold_first AS "holdFirst", g.slow_seconds AS "slowSeconds", g.read_only AS "readOnly", g.guidelines_version AS "guidelinesVersion",
         m.state, m.reason, m.muted_until AS "mutedUntil", m.hold_all AS "holdAll", m.posts_released AS released,
         m.decided_at > clock.now() - interval '1 day' AS "isNew"
       FROM comm.persona p JOIN comm.community c ON c.id = p.community_id
       LEFT JOIN comm.peer_group g ON g.id = p.group_id LEFT JOIN comm.membership m ON m.persona_id = p.id AND m.group_id = p.group_id
       WHERE p.id = $1`, [personaId]));
  }

  /** Gives the persona its name. `false` if somebody here has, or had, the same one. */
  async name(tx: Tx, personaId: PersonaId, displayName: string, nameKey: Buffer): Promise<boolean> {
    if ((await tx.query('SELECT id FROM comm.persona WHERE name_key = $1 AND id <> $2', [nameKey, personaId])).length > 0) return false;
    await tx.query('SAVEPOINT naming');
    try {
      await tx.execute('UPDATE comm.persona SET display_name = $2, name_key = $3 WHERE id = $1', [personaId, displayName, nameKey]);
    } catch (fault) {
      // A name that this persona may not see is as taken as one that it may: the index knows both.
      if ((fault as { code?: unknown }).code !== '23505') throw fault;
      await tx.query('ROLLBACK TO SAVEPOINT naming');
      return false;
    }
    return true;
  }

  async request(tx: Tx, communityId: CommunityId, groupId: GroupId, personaId: PersonaId): Promise<void> {
    await tx.execute(
      `INSERT INTO comm.membership (community_id, group_id, persona_id, state, requested_at) VALUES ($1, $2, $3, 'requested', clock.now())
       ON CONFLICT (community_id, group_id, persona_id) DO UPDATE SET state = 'requested', requested_at = clock.now(), decided_at = NULL, reason = NULL`,
      [communityId, groupId, personaId]);
  }

  async move(tx: Tx, personaId: PersonaId, state: 'withdrawn' | 'left'): Promise<void> {
    await tx.execute('UPDATE comm.membership SET state = $2 WHERE persona_id = $1', [personaId, state]);
  }

  /** What counts is the newest row; nothing is overwritten. */
  async choose(tx: Tx, personaId: PersonaId, mayContact: boolean): Promise<void> {
    await tx.execute(
      'INSERT INTO comm.bridge_choice (persona_id, may_contact, at) VALUES ($1, $2, greatest(clock.now(), (SELECT max(at) + interval \'1 microsecond\' FROM comm.bridge_choice WHERE persona_id = $1)))',
      [personaId, mayContact]);
  }
}

function toSelf(row: SelfRow): Self {
  const { displayName, tint, mayContact, minuteOfDay, groupId, state } = row;
  return {
    displayName, tint, mayContact, minuteOfDay,
    community: { name: row.community, zone: row.zone, hours: { from: row.from, to: row.to } },
    group: groupId === null ? null : {
      id: groupId, topic: row.topic, about: row.about, holdFirst: row.holdFirst, slowSeconds: row.slowSeconds, readOnly: row.readOnly, guidelinesVersion: row.guidelinesVersion,
    },
    membership: state === null ? null : { state, reason: row.reason, mutedUntil: row.mutedUntil, holdAll: row.holdAll, released: row.released, isNew: row.isNew },
  };
}
