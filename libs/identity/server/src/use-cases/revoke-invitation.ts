import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { asId, isId, refuse, type Actor, type Refusal } from '@evenkeel/kernel';
import { InvitationStore, type InvitationId } from '../store/invitation.store.js';

/** Takes an invitation back: its link is dead with the commit. What was accepted is not undone by it. */
@Injectable()
export class RevokeInvitation {
  constructor(private readonly database: Database, private readonly invitations: InvitationStore, private readonly audit: Audit) {}

  async run(actor: Actor, id: string): Promise<InvitationId | Refusal<'not-found'>> {
    if (!isId(id)) return refuse('not-found');
    const invitationId = asId('Invitation', id);
    return this.database.as(actor, async (tx) => {
      if (!(await this.invitations.revoke(tx, invitationId))) return refuse('not-found');
      await this.audit.record(tx, { action: 'invitation.revoke', object: { kind: 'invitation', id }, basis: 'office' });
      return invitationId;
    });
  }
}
