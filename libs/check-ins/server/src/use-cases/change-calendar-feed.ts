import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, newId } from '@evenkeel/database';
import { newToken, tokenHash } from '@evenkeel/encryption';
import { type Actor, refuse, type Refusal } from '@evenkeel/kernel';
import { type CalendarFeed, type CalendarFeedId, CalendarFeedStore } from '../store/calendar-feed.store.js';

export interface MadeFeed extends CalendarFeed {
  /** Whoever has it can fetch the reminders. Shown once; only its hash is kept. */
  readonly token: string;
}

/** The address from which the patient's own calendar fetches reminders: at most one at a time, ended whenever they like. */
@Injectable()
export class ChangeCalendarFeed {
  constructor(private readonly database: Database, private readonly access: Access, private readonly store: CalendarFeedStore, private readonly audit: Audit) {}

  /** The address that is good now; `null` when there is none. */
  async look(actor: Actor): Promise<CalendarFeed | null> {
    const { patientId } = actor;
    if (!may(actor.role, 'calendar.own') || patientId === null) return null;
    return this.database.as(actor, (tx) => this.store.live(tx, patientId));
  }

  /** A new address; the one before ends with it. `null` ends it without a new one. */
  async run(actor: Actor, wish: 'create' | 'revoke'): Promise<MadeFeed | null | Refusal> {
    const { patientId, organisationId } = actor;
    if (!may(actor.role, 'calendar.own') || patientId === null) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, 'schedule', patientId);
      if (basis === null) return refuse('not-found');
      const before = await this.store.live(tx, patientId);
      if (wish === 'revoke' && before === null) return null;
      await this.store.revoke(tx, patientId);
      const id = newId<'CalendarFeed'>() satisfies CalendarFeedId;
      const token = newToken();
      if (wish === 'create') await this.store.insert(tx, { organisationId, patientId, id, hash: tokenHash(token) });
      await this.audit.record(tx, {
        action: `calendar.${wish}`, object: { kind: 'calendar-feed', id: wish === 'create' ? id : (before?.id ?? null) }, patientId, category: 'schedule', basis: printBasis(basis),
      });
      return wish === 'create' ? { id, createdAt: await tx.now(), token } : null;
    });
  }
}
