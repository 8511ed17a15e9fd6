import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { type ConsentRefusalCode, type ConsentWish, consentTextVersion, draftConsent, may } from '@evenkeel/care-team-rules';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { sharingChanged } from '../realtime.js';
import { ConsentStore } from '../store/consent.store.js';
import { GrantStore } from '../store/grant.store.js';
import { TeamReader } from '../store/team.reader.js';

/**
 * The patient shares kinds of their record with a role of the team or with one person of it, until a day they chose.
 * Nothing is chosen beforehand and nothing is shared for ever. Refusals: `not-found` and those of `draftConsent`.
 */
@Injectable()
export class GiveConsent {
  constructor(
    private readonly database: Database, private readonly teams: TeamReader, private readonly consents: ConsentStore,
    private readonly grants: GrantStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: ConsentWish): Promise<PatientId | Refusal<ConsentRefusalCode | 'not-found'>> {
    const { patientId, organisationId } = actor;
    if (!may(actor.role, 'consent.change') || patientId === null) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      await this.grants.seize(tx, patientId);
      const team = await this.teams.team(tx, [patientId]);
      const draft = draftConsent(wish, team.flatMap(({ accountId, role }) => (role === 'prescriber' || role === 'therapist' || role === 'coordinator' ? [{ accountId, role }] : [])));
      if (isRefusal(draft)) return draft;
      const givenAt = await tx.now();
      const expiresAt = new Date(givenAt);
      expiresAt.setUTCMonth(expiresAt.getUTCMonth() + draft.months);
      const id = await this.consents.add(tx, {
        organisationId, patientId, recipient: draft.recipient, categories: draft.categories, purposes: ['treatment', 'care-coordination', 'emergency'],
        textVersion: consentTextVersion, givenAt, expiresAt,
      });
      await this.grants.refresh(tx, patientId);
      await this.audit.record(tx, { action: 'consent.give', object: { kind: 'consent', id }, patientId, category: 'team', basis: 'self' });
      await this.outbox.add(tx, sharingChanged(patientId));
      return patientId;
    });
  }
}
