import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { newRandomId, Outbox, type Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, SessionId } from '@evenkeel/kernel';
import { mailNotice } from './jobs.js';
import { hangUp } from './realtime.js';
import { CeremonyStore } from './store/ceremony.store.js';
import { SessionStore } from './store/session.store.js';

export interface AccountChange {
  readonly accountId: AccountId;
  readonly organisationId?: OrganisationId;
  /** A verb for the audit, such as `password.change`. */
  readonly action: string;
  readonly basis: string;
  /** The session in which it was done and which goes on; `null` ends them all. */
  readonly keep: SessionId | null;
}

/**
 * What follows every change of the way somebody signs in: all other sessions end and hang up, a half-done sign-in ends,
 * it is written down, and the person is told by mail in case it was not them.
 */
@Injectable()
export class AccountChanges {
  constructor(private readonly sessions: SessionStore, private readonly ceremonies: CeremonyStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  async wasMade(tx: Tx, { accountId, organisationId, action, basis, keep }: AccountChange): Promise<void> {
    await hangUp(this.outbox, tx, await this.sessions.endOf(tx, accountId, { except: keep }));
    await this.ceremonies.endPendingOf(tx, accountId);
    await this.audit.record(tx, { action, object: { kind: 'account', id: accountId }, basis, ...(organisationId === undefined ? {} : { organisationId }) });
    await this.outbox.add(tx, { topic: 'job', payload: { queue: mailNotice.queue, job: mailNotice.id, accountId, noticeId: newRandomId() } });
  }
}
