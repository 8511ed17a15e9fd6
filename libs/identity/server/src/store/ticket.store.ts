import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { SessionId } from '@evenkeel/kernel';

@Injectable()
export class TicketStore {
  async add(tx: Tx, ticketHash: Buffer, sessionId: SessionId): Promise<void> {
    await tx.execute(`INSERT INTO identity.socket_ticket (ticket_hash, session_id, expires_at) VALUES ($1, $2, clock.now() + interval '60 seconds')`, [ticketHash, sessionId]);
  }

  /** Uses the ticket up. `null` if it is unknown, was used before or is older than a minute. */
  async use(tx: Tx, ticketHash: Buffer): Promise<SessionId | null> {
    const [row] = await tx.query<{ sessionId: SessionId }>(
      `UPDATE identity.socket_ticket SET used_at = clock.now() WHERE ticket_hash = $1 AND used_at IS NULL AND expires_at > clock.now()
       RETURNING session_id AS "sessionId"`, [ticketHash]);
    return row?.sessionId ?? null;
  }
}
