import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import type { PeerActor } from '@evenkeel/kernel';
import { PeerSessionStore } from '../store/session.store.js';

/** A ticket for one connection to the sockets of the peer realm, within a minute. */
@Injectable()
export class IssueSocketTicket {
  constructor(private readonly database: Database, private readonly sessions: PeerSessionStore) {}

  async run(actor: PeerActor): Promise<string> {
    const ticket = newToken();
    await this.database.peer(actor, (tx) => this.sessions.addSocketTicket(tx, tokenHash(ticket), actor.sessionId));
    return ticket;
  }
}
