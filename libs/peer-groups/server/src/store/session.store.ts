import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, PeerPart, PeerSessionId, PersonaId } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';

export interface LivePeerSession {
  readonly id: PeerSessionId;
  readonly communityId: CommunityId;
  readonly personaId: PersonaId;
  readonly groupId: GroupId | null;
  readonly part: PeerPart;
  readonly language: Language;
}

export interface Standing {
  readonly sessionId: PeerSessionId;
  readonly communityId: CommunityId;
  readonly personaId: PersonaId;
  readonly part: PeerPart;
  readonly hearsGroup: GroupId | null;
}

/** Sessions, by the functions that answer before a persona is known, and by the persona's own rights afterwards. */
@Injectable()
export class PeerSessionStore {
  /** Turns an entry ticket into a session. `false` if the ticket is unknown, was used before or is older than a minute. */
  async open(tx: Tx, ticketHash: Buffer, token: Buffer): Promise<boolean> {
    return (await tx.one<{ opened: boolean }>('SELECT comm.use_entry_ticket($1, $2) AS opened', [ticketHash, token])).opened;
  }

  async behind(tx: Tx, token: Buffer): Promise<LivePeerSession | null> {
    const [session] = await tx.query<LivePeerSession>(
      `SELECT session_id AS id, community_id AS "communityId", persona_id AS "personaId", group_id AS "groupId", part, language FROM comm.session_behind($1)`, [token]);
    return session ?? null;
  }

  async standing(tx: Tx, ids: readonly PeerSessionId[]): Promise<Standing[]> {
    return tx.query<Standing>(
      `SELECT session_id AS "sessionId", community_id AS "communityId", persona_id AS "personaId", part, hears_group AS "hearsGroup" FROM comm.standing($1)`, [ids]);
  }

  async end(tx: Tx, id: PeerSessionId): Promise<void> {
    await tx.execute('UPDATE comm.session SET ended = true WHERE id = $1', [id]);
  }

  async addSocketTicket(tx: Tx, ticketHash: Buffer, sessionId: PeerSessionId): Promise<void> {
    await tx.execute(`INSERT INTO comm.socket_ticket (ticket_hash, session_id, expires_at) VALUES ($1, $2, clock.now() + interval '60 seconds')`, [ticketHash, sessionId]);
  }

  async useSocketTicket(tx: Tx, ticketHash: Buffer): Promise<PeerSessionId | null> {
    return (await tx.one<{ id: PeerSessionId | null }>('SELECT comm.use_socket_ticket($1) AS id', [ticketHash])).id;
  }

  /** Sessions and tickets that are over. Runs as the engine of the peer realm; answers how many sessions there were. */
  async forget(tx: Tx): Promise<number> {
    await tx.execute('DELETE FROM comm.entry_ticket WHERE expires_at <= clock.now()');
    await tx.execute(
      `DELETE FROM comm.socket_ticket t WHERE t.expires_at <= clock.now() OR t.session_id IN (SELECT id FROM comm.session WHERE ended OR expires_at <= clock.now())`);
    return tx.execute('DELETE FROM comm.session WHERE ended OR expires_at <= clock.now()');
  }
}
