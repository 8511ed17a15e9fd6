import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { PeerSystemActor } from '@evenkeel/kernel';
import { PeerSessionStore } from '../store/session.store.js';

/** Clears away what is over. Run by the worker; a session that stayed behind would say who was here when. */
@Injectable()
export class ForgetSessions {
  constructor(private readonly database: Database, private readonly sessions: PeerSessionStore) {}

  async run(actor: PeerSystemActor): Promise<number> {
    return this.database.peerEngine(actor, (tx) => this.sessions.forget(tx));
  }
}
