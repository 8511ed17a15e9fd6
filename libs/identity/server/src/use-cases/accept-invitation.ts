import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { givesRole, invitationState } from '@evenkeel/identity-rules';
import { refuse, type AccountId, type Actor, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { InvitationEffects } from '../invitation-effects.js';
import { AccountLinks } from '../links.js';
import { InvitationStore, type Invitation } from '../store/invitation.store.js';
import { JoiningStore } from '../store/joining.store.js';
import { PeopleReader } from '../store/people.reader.js';

export type AcceptanceRefusal = 'invitation-over' | 'roles-not-together' | 'role-not-held';

/** Accepts an invitation for the account that is signed in, which has to be that of the invited address. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: Database, private readonly invitations: InvitationStore, private readonly joining: JoiningStore,
    private readonly people: PeopleReader, private readonly effects: InvitationEffects, private readonly links: AccountLinks, private readonly audit: Audit,
  ) {}

  /** Accepting what this account has accepted already is fine: the page may ask twice. */
  async run(actor: Pick<Actor, 'accountId' | 'requestId'>, token: string): Promise<'accepted' | Refusal<AcceptanceRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId: actor.requestId };
    return this.database.gate(gate, async (tx) => {
      const invitation = this.links.isToken(token) ? await this.invitations.byToken(tx, this.links.hashOf(token)) : null;
      if (invitation?.acceptedBy === actor.accountId) return 'accepted';
      if (invitation === null || invitationState(invitation, await tx.now()) !== 'open') return refuse('invitation-over');
      if ((await this.joining.findAccount(tx, invitation.email)) !== actor.accountId) return refuse('invitation-over');
      const obstacle = await this.obstacle(tx, invitation, actor.accountId);
      if (obstacle !== null) return obstacle;
      const person = (await this.people.byIds(tx, [actor.accountId])).get(actor.accountId);
      await this.join(tx, invitation, actor.accountId, person?.displayName ?? invitation.name);
      return 'accepted';
    });
  }

  /** Why this account, or one that is about to be made, cannot accept an open invitation; nothing is written before it is asked. */
  async obstacle(tx: Tx, invitation: Invitation, accountId: AccountId | null): Promise<Refusal<AcceptanceRefusal> | null> {
    if (!(await this.effects.stand(tx, invitation, accountId))) return refuse('invitation-over');
    if (!givesRole(invitation) && (accountId === null || !(await this.joining.holds(tx, invitation, accountId)))) return refuse('role-not-held');
    return accountId === null || (await this.joining.fits(tx, invitation, accountId)) ? null : refuse('roles-not-together');
  }

  /** Everything that accepting brings about, in the transaction that holds the open invitation. */
  async join(tx: Tx, invitation: Invitation, accountId: AccountId, name: string): Promise<void> {
    if (givesRole(invitation)) await this.joining.addMembership(tx, invitation, accountId);
    if (invitation.purpose === 'patient') await this.joining.addPatient(tx, invitation, accountId, name);
    await this.effects.run(tx, invitation, accountId);
    await this.invitations.accept(tx, invitation.id, accountId);
    await this.audit.record(tx, {
      action: 'invitation.accept', object: { kind: 'invitation', id: invitation.id }, basis: `role ${invitation.role}`, organisationId: invitation.organisationId,
      ...(invitation.patientId === null ? {} : { patientId: invitation.patientId, category: 'team' }),
    });
  }
}
