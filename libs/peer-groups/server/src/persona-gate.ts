import { Injectable } from '@nestjs/common';
import { Database, newRandomId } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import type { PeerSocketGate, PeerSocketSession } from '@evenkeel/realtime';
import { peerGate } from './peer-sessions.js';
import { PeerSessionStore } from './store/session.store.js';

/** Answers the sockets of the peer realm: whose ticket it is, and which group each may hear at the moment of asking. */
@Injectable()
export class PersonaGate implements PeerSocketGate {
  constructor(private readonly database: Database, private readonly sessions: PeerSessionStore) {}

  async redeem(ticket: string): Promise<PeerSocketSession | null> {
    return this.database.peer(peerGate(newRandomId()), async (tx) => {
      const id = await this.sessions.useSocketTicket(tx, tokenHash(ticket));
      const [session] = id === null ? [] : await this.sessions.standing(tx, [id]);
      return session ?? null;
    });
  }

  async standing(sessions: readonly PeerSocketSession[]): Promise<readonly PeerSocketSession[]> {
    if (sessions.length === 0) return [];
    return this.database.peer(peerGate(newRandomId()), (tx) => this.sessions.standing(tx, sessions.map((each) => each.sessionId)));
  }
}
