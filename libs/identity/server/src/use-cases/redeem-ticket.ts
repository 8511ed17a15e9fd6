import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import type { SystemActor } from '@evenkeel/kernel';
import { SessionStore, type LiveSession } from '../store/session.store.js';
import { TicketStore } from '../store/ticket.store.js';

/** Uses a ticket up, for the session behind it. `null` if the ticket is unknown, used or old, or the session has ended. */
@Injectable()
export class RedeemTicket {
  constructor(private readonly database: Database, private readonly tickets: TicketStore, private readonly sessions: SessionStore) {}

  async run(requestId: string, ticket: string): Promise<LiveSession | null> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return this.database.gate(gate, async (tx) => {
      const sessionId = await this.tickets.use(tx, tokenHash(ticket));
      if (sessionId === null) return null;
      const [session] = await this.sessions.alive(tx, [sessionId]);
      return session === undefined || session.mustEnrol ? null : session;
    });
  }
}
