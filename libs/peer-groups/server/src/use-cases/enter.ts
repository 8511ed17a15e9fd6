import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import { refuse, type Refusal } from '@evenkeel/kernel';
import { peerGate } from '../peer-sessions.js';
import { PeerSessionStore } from '../store/session.store.js';

/**
 * Turns the ticket that the door gave out into a session of the peer realm. A ticket works once and for a minute. Nothing
 * is written down of when somebody came: presence is nobody's business, and beside the clinical log it would be a name.
 */
@Injectable()
export class Enter {
  constructor(private readonly database: Database, private readonly sessions: PeerSessionStore) {}

  async run(requestId: string, ticket: string): Promise<{ readonly token: string } | Refusal<'ticket-not-valid'>> {
    const token = newToken();
    const opened = await this.database.peer(peerGate(requestId), (tx) => this.sessions.open(tx, tokenHash(ticket), tokenHash(token)));
    return opened ? { token } : refuse('ticket-not-valid');
  }
}
