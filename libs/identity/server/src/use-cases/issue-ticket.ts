import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import type { Actor } from '@evenkeel/kernel';
import { TicketStore } from '../store/ticket.store.js';

/** A ticket for one socket connection, within a minute. The cookie itself never travels with a socket. */
@Injectable()
export class IssueTicket {
  constructor(private readonly database: Database, private readonly tickets: TicketStore) {}

  async run(actor: Actor): Promise<string> {
    const ticket = newToken();
    await this.database.as(actor, (tx) => this.tickets.add(tx, tokenHash(ticket), actor.sessionId));
    return ticket;
  }
}
