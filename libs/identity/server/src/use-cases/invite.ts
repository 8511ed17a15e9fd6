import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, newId, Outbox } from '@evenkeel/database';
import { checkInvitee, type InvitationPurpose, type InviteeRefusal } from '@evenkeel/identity-rules';
import { refuse, type Actor, type PatientId, type Refusal, type Role } from '@evenkeel/kernel';
import { mailInvitation } from '../jobs.js';
import { AccountLinks } from '../links.js';
import { InvitationStore, type InvitationId } from '../store/invitation.store.js';

export interface InvitationWish {
  readonly purpose: InvitationPurpose;
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'en' | 'es';
  /** Whose team, for `care-team`; the caller has made sure that the person may arrange it. */
  readonly patientId?: PatientId;
}

/** Whose office it is to invite whom. */
const office: Readonly<Record<InvitationPurpose, readonly Role[]>> = { staff: ['administrator'], patient: ['coordinator'], 'care-team': ['patient', 'coordinator'] };

/**
 * Invites somebody by mail. The link goes to the address and nowhere else, so that whoever uses it has that mailbox;
 * nobody looks up whether the address is known, and nothing in the answer could tell.
 */
@Injectable()
export class Invite {
  constructor(
    private readonly database: Database, private readonly invitations: InvitationStore, private readonly links: AccountLinks,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: InvitationWish): Promise<InvitationId | Refusal<InviteeRefusal | 'not-allowed'>> {
    if (!office[wish.purpose].includes(actor.role)) return refuse('not-allowed');
    const refusal = checkInvitee(wish);
    if (refusal !== null) return refusal;
    return this.database.as(actor, async (tx) => {
      const id = newId<'Invitation'>();
      await this.invitations.add(tx, {
        id, organisationId: actor.organisationId, purpose: wish.purpose, role: wish.role, patientId: wish.patientId ?? null, name: wish.name.trim(),
        email: wish.email.trim(), language: wish.language, tokenHash: this.links.hashOf(this.links.tokenOf('invitation', id)), invitedBy: actor.accountId,
      });
      await this.audit.record(tx, { action: `invitation.${wish.purpose}`, object: { kind: 'invitation', id }, basis: `role ${wish.role}`, ...(wish.patientId === undefined ? {} : { patientId: wish.patientId }) });
      await this.outbox.add(tx, { topic: 'job', payload: { queue: mailInvitation.queue, job: mailInvitation.id, invitationId: id } });
      return id;
    });
  }
}
