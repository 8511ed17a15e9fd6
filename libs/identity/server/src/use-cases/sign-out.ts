import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, Outbox } from '@evenkeel/database';
import type { Actor } from '@evenkeel/kernel';
import { hangUp } from '../realtime.js';
import { SessionStore } from '../store/session.store.js';

/** Ends the session and hangs up its sockets. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database, private readonly sessions: SessionStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor): Promise<void> {
    await this.database.as(actor, async (tx) => {
      await this.sessions.end(tx, actor.sessionId);
      await this.audit.record(tx, { action: 'session.sign-out', object: { kind: 'session', id: actor.sessionId }, basis: 'self' });
      await hangUp(this.outbox, tx, [actor.sessionId]);
    });
  }
}
