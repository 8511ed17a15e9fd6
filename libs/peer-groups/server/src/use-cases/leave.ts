import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@evenkeel/database';
import type { PeerActor } from '@evenkeel/kernel';
import { PeerSessionStore } from '../store/session.store.js';

/** Ends the session of this browser; its sockets go dark with it. */
@Injectable()
export class Leave {
  constructor(private readonly database: Database, private readonly sessions: PeerSessionStore, private readonly outbox: Outbox) {}

  async run(actor: PeerActor): Promise<void> {
    await this.database.peer(actor, async (tx) => {
      await this.sessions.end(tx, actor.sessionId);
      await this.outbox.add(tx, { topic: 'access-changed', payload: { session: actor.sessionId } });
    });
  }
}
