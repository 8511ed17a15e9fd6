import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
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
  /** Whose team, for `care-team`. */
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
    return this.check(actor, wish) ?? this.database.as(actor, (tx) => this.write(tx, actor, wish, `role ${wish.role}`));
  }

  /** What can be said against it before anything is asked of the database. */
  check(actor: Actor, wish: InvitationWish): Refusal<InviteeRefusal | 'not-allowed'> | null {
    return office[wish.purpose].includes(actor.role) ? checkInvitee(wish) : refuse('not-allowed');
  }

  /** In the transaction of a caller who has asked `check`, and made sure that the person may arrange this. */
  async write(tx: Tx, actor: Actor, wish: InvitationWish, basis: string): Promise<InvitationId> {
    const id = newId<'Invitation'>();
    await this.invitations.add(tx, {
      id, organisationId: actor.organisationId, purpose: wish.purpose, role: wish.role, patientId: wish.patientId ?? null, name: wish.name.trim(),
      email: wish.email.trim(), language: wish.language, tokenHash: this.links.hashOf(this.links.tokenOf('invitation', id)), invitedBy: actor.accountId,
    });
    const about = wish.patientId === undefined ? {} : { patientId: wish.patientId, category: 'team' };
    await this.audit.record(tx, { action: `invitation.${wish.purpose}`, object: { kind: 'invitation', id }, basis, ...about });
    await this.outbox.add(tx, { topic: 'job', payload: { queue: mailInvitation.queue, job: mailInvitation.id, invitationId: id } });
    return id;
  }
}
