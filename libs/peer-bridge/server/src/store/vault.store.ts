import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, OrganisationId, PeerSessionId, PersonaId } from '@evenkeel/kernel';

/** What somebody sees of a group before they go in. Members are counted in bands by the database. */
export interface GroupCard {
  readonly id: GroupId;
  readonly topic: string;
  readonly about: string;
  readonly readOnly: boolean;
  readonly sizeBand: 'under-5' | '5-to-20' | '21-to-50' | 'over-50';
  readonly hasRoom: boolean;
}

export interface Community {
  readonly id: CommunityId;
  readonly name: string;
  readonly language: string;
  readonly zone: string;
  /** Hours of the community's own clock in which a moderator reads along, as HH:MM. */
  readonly moderatedFrom: string;
  readonly moderatedTo: string;
  readonly groups: readonly GroupCard[];
}

export interface NewPersona {
  readonly communityId: CommunityId;
  readonly groupId: GroupId | null;
  readonly personaId: PersonaId;
  readonly personaIndex: Buffer;
  readonly ownerIndex: Buffer;
  readonly sealedPersona: Buffer;
  readonly sealedOwner: Buffer;
  readonly tint: number;
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
}

export interface NewEntry {
  readonly personaId: PersonaId;
  readonly personaIndex: Buffer;
  readonly ticketHash: Buffer;
  readonly language: string;
  /** The id that the session will have once the ticket is used. */
  readonly sessionId: PeerSessionId;
  readonly entryIndex: Buffer;
  readonly sealedSession: Buffer;
}

interface CardRow extends Omit<GroupCard, 'id'>, Omit<Community, 'id' | 'groups'> {
  readonly communityId: CommunityId;
  readonly groupId: GroupId | null;
}

/** The way in and the sessions behind it: functions of the vault, which are all that this role may call. */
@Injectable()
export class VaultStore {
  /** `null` for an organisation without a community. */
  async community(tx: Tx, organisationId: OrganisationId): Promise<Community | null> {
    const rows = await tx.query<CardRow>(
      `SELECT community_id AS "communityId", community_name AS name, language, zone, moderated_from AS "moderatedFrom", moderated_to AS "moderatedTo",
              group_id AS "groupId", topic, about, read_only AS "readOnly", size_band AS "sizeBand", has_room AS "hasRoom" FROM vault.groups($1)`, [organisationId]);
    const [first] = rows;
    if (first === undefined) return null;
    const groups = rows.flatMap(({ groupId, topic, about, readOnly, sizeBand, hasRoom }) => (groupId === null ? [] : [{ id: groupId, topic, about, readOnly, sizeBand, hasRoom }]));
    const { communityId, name, language, zone, moderatedFrom, moderatedTo } = first;
    return { id: communityId, name, language, zone, moderatedFrom, moderatedTo, groups };
  }

  async find(tx: Tx, ownerIndex: Buffer): Promise<Buffer | null> {
    return (await tx.one<{ sealed: Buffer | null }>('SELECT vault.find($1) AS sealed', [ownerIndex])).sealed;
  }

  /** The sealed persona that is in the map afterwards: this one, or the one that somebody was quicker to make. */
  async issue(tx: Tx, persona: NewPersona): Promise<Buffer> {
    const { sealed } = await tx.one<{ sealed: Buffer }>('SELECT vault.issue($1, $2, $3, $4, $5, $6, $7, $8::smallint, $9::smallint, $10) AS sealed', [
      persona.communityId, persona.groupId, persona.personaId, persona.personaIndex, persona.ownerIndex, persona.sealedPersona, persona.sealedOwner,
      persona.tint, persona.keyVersion, persona.wrappedKey]);
    return sealed;
  }

  /** `false` for a persona that has been erased. */
  async enter(tx: Tx, entry: NewEntry): Promise<boolean> {
    return (await tx.one<{ entered: boolean }>('SELECT vault.enter($1, $2, $3, $4, $5, $6, $7) AS entered',
      [entry.personaId, entry.personaIndex, entry.ticketHash, entry.language, entry.sessionId, entry.entryIndex, entry.sealedSession])).entered;
  }

  /** What these clinical sessions have opened, sealed; each is answered once. */
  async entriesToEnd(tx: Tx, entryIndexes: readonly Buffer[]): Promise<{ entryIndex: Buffer; sealed: Buffer }[]> {
    return tx.query('SELECT clinical AS "entryIndex", session AS sealed FROM vault.entries_to_end($1)', [entryIndexes]);
  }

  /** Answers how many sessions were open. */
  async endEntered(tx: Tx, sessions: readonly PeerSessionId[]): Promise<number> {
    return (await tx.one<{ ended: number }>('SELECT vault.end_entered($1) AS ended', [sessions])).ended;
  }

  async ownerToCheckName(tx: Tx, personaIndex: Buffer): Promise<Buffer | null> {
    return (await tx.one<{ sealed: Buffer | null }>('SELECT vault.check_name($1) AS sealed', [personaIndex])).sealed;
  }

  /** Every place a persona could be for. */
  async places(tx: Tx): Promise<{ organisationId: OrganisationId; communityId: CommunityId; groupId: GroupId | null }[]> {
    return tx.query('SELECT organisation_id AS "organisationId", community_id AS "communityId", group_id AS "groupId" FROM vault.group_ids()');
  }

  /** The sealed personas that this person has, each with the index under which it was sealed. */
  async personasToEnd(tx: Tx, ownerIndexes: readonly Buffer[]): Promise<{ ownerIndex: Buffer; sealed: Buffer }[]> {
    return tx.query('SELECT owner_group AS "ownerIndex", persona AS sealed FROM vault.personas_to_end($1)', [ownerIndexes]);
  }

  /** Answers how many sessions were open. */
  async endSessions(tx: Tx, personaIds: readonly PersonaId[]): Promise<number> {
    return (await tx.one<{ ended: number }>('SELECT vault.end_sessions($1) AS ended', [personaIds])).ended;
  }
}
