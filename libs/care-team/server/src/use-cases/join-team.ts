import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Outbox, type Tx } from '@evenkeel/database';
import { type Invitation, type InvitationEffect, InvitationEffects } from '@evenkeel/identity-server';
import type { AccountId } from '@evenkeel/kernel';
import { accessBegun, sharingChanged } from '../realtime.js';
import { GrantStore } from '../store/grant.store.js';
import { MembershipStore } from '../store/membership.store.js';

/**
 * What accepting an invitation to a team brings about: a place on it, in the transaction that accepts, as the gate. It
 * stands as long as whoever sent it belongs to the team. No consent comes with it: the new member sees who the patient
 * and the team are and when check-ins come, and beyond that what the patient shares with their role.
 */
@Injectable()
export class JoinTeam implements InvitationEffect, OnModuleInit {
  constructor(
    private readonly effects: InvitationEffects, private readonly members: MembershipStore, private readonly grants: GrantStore,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.effects.on('care-team', this);
  }

  async stands(tx: Tx, { id, patientId }: Invitation, accountId: AccountId | null): Promise<boolean> {
    if (patientId === null) return false;
    // Before it is looked at: whoever sent it may be leaving the team at this moment.
    await this.grants.seize(tx, patientId);
    return this.members.isStillInvited(tx, id, accountId);
  }

  async bring(tx: Tx, { id, patientId, role, organisationId }: Invitation, accountId: AccountId): Promise<void> {
    const membershipId = await this.members.join(tx, id, accountId);
    if (patientId === null || membershipId === null) throw new Error('An invitation that stands led to no place on the team');
    await this.audit.record(tx, {
      action: 'team.join', object: { kind: 'membership', id: membershipId }, patientId, category: 'team', basis: `role ${role}`, organisationId,
    });
    await this.outbox.add(tx, accessBegun(accountId));
    await this.outbox.add(tx, sharingChanged(patientId));
  }
}
