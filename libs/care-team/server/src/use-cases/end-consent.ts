import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { type ConsentCategory, endsAlertReading, may, withoutKinds } from '@evenkeel/care-team-rules';
import { Database, Outbox, type Tx } from '@evenkeel/database';
import { type Actor, isId, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { accessOfPatientChanged, sharingChanged } from '../realtime.js';
import type { ConsentRow } from '../store/consent.row.js';
import { ConsentStore } from '../store/consent.store.js';
import { GrantStore } from '../store/grant.store.js';

/** Which consent, and which kinds of data of it; `null` for all of it. */
export interface EndConsentWish {
  readonly consentId: string;
  readonly categories: readonly string[] | null;
  readonly sure: boolean;
}

/**
 * The patient stops sharing: a whole consent, or some of its kinds. The consent ends and is kept; what is left goes on
 * as a new one with the same recipient and the same end. What was read before is not taken back.
 * Refusals: `not-found` (ended already, or another person's), `nothing-chosen`, `ask-twice` for the answers behind alerts.
 */
@Injectable()
export class EndConsent {
  constructor(
    private readonly database: Database, private readonly consents: ConsentStore, private readonly grants: GrantStore,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: EndConsentWish): Promise<PatientId | Refusal<'not-found' | 'nothing-chosen' | 'ask-twice'>> {
    const { patientId } = actor;
    if (!may(actor.role, 'consent.change') || patientId === null || !isId(wish.consentId)) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      await this.grants.seize(tx, patientId);
      const row = await this.consents.live(tx, wish.consentId);
      if (row === null || row.patientId !== patientId) return refuse('not-found');
      const left = wish.categories === null ? [] : withoutKinds(row.categories, wish.categories);
      const ended = row.categories.filter((each) => !left.includes(each));
      if (ended.length === 0) return refuse('nothing-chosen', 'categories');
      if (endsAlertReading(ended) && !wish.sure) return refuse('ask-twice', null, { who: 'alerts' });
      if (!(await this.consents.end(tx, row.id, 'patient'))) return refuse('not-found');
      if (left.length > 0) await this.carryOn(tx, row, left);
      await this.grants.refresh(tx, patientId);
      await this.audit.record(tx, { action: 'consent.end', object: { kind: 'consent', id: row.id }, patientId, category: 'team', basis: 'self' });
      await this.outbox.add(tx, accessOfPatientChanged(patientId));
      await this.outbox.add(tx, sharingChanged(patientId));
      return patientId;
    });
  }

  private async carryOn(tx: Tx, row: ConsentRow, categories: readonly ConsentCategory[]): Promise<void> {
    const { organisationId, patientId, recipientRole, recipientAccount, purposes, textVersion, expiresAt } = row;
    const recipient = recipientAccount !== null ? { kind: 'person' as const, accountId: recipientAccount } : recipientRole !== null ? { kind: 'role' as const, role: recipientRole } : null;
    if (recipient === null) throw new Error('A consent without a recipient');
    const id = await this.consents.add(tx, { organisationId, patientId, recipient, categories, purposes, textVersion, givenAt: await tx.now(), expiresAt });
    await this.audit.record(tx, { action: 'consent.carry-on', object: { kind: 'consent', id }, patientId, category: 'team', basis: 'self' });
  }
}
