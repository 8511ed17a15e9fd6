import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, Outbox } from '@evenkeel/database';
import { asId, isId, refuse, type Actor, type Refusal } from '@evenkeel/kernel';
import { hangUp } from '../realtime.js';
import { SessionStore } from '../store/session.store.js';

/** Ends one of the person's own sessions, or all but the one they are in; their sockets hang up with the commit. */
@Injectable()
export class EndSessions {
  constructor(private readonly database: Database, private readonly sessions: SessionStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  /** @param which id of a session, or `others` */
  async run(actor: Actor, which: string): Promise<number | Refusal<'not-found'>> {
    if (which !== 'others' && !isId(which)) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const ended = await this.sessions.endOf(tx, actor.accountId, which === 'others' ? { except: actor.sessionId } : { only: asId('Session', which) });
      if (which !== 'others' && ended.length === 0) return refuse('not-found');
      for (const id of ended) await this.audit.record(tx, { action: 'session.end', object: { kind: 'session', id }, basis: 'self' });
      await hangUp(this.outbox, tx, ended);
      return ended.length;
    });
  }
}
