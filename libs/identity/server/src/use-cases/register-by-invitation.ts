import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import { checkName, checkPassword, invitationState, type PasswordRefusal } from '@evenkeel/identity-rules';
import { refuse, type Refusal, type SystemActor } from '@evenkeel/kernel';
import { AccountLinks } from '../links.js';
import { hashPassword } from '../passwords.js';
import { CredentialStore } from '../store/credential.store.js';
import { InvitationStore, type Invitation } from '../store/invitation.store.js';
import { JoiningStore } from '../store/joining.store.js';
import { type AcceptanceRefusal, AcceptInvitation } from './accept-invitation.js';

export interface Registration {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly language: 'en' | 'es';
}

export type RegistrationRefusal = PasswordRefusal | 'display-name-missing' | 'display-name-too-long' | AcceptanceRefusal;

/**
 * Makes an account for an invited address, with a password, and accepts the invitation for it. When the address has an
 * account already nothing is made and nothing changes, and the answer is the same: sign in next. Then the invitation is
 * still open and the account that signs in accepts it.
 */
@Injectable()
export class RegisterByInvitation {
  constructor(
    private readonly database: Database, private readonly invitations: InvitationStore, private readonly joining: JoiningStore,
    private readonly credentials: CredentialStore, private readonly links: AccountLinks, private readonly accept: AcceptInvitation,
  ) {}

  async run(requestId: string, wish: Registration): Promise<'sign-in-next' | Refusal<RegistrationRefusal>> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    const refusal = checkName(wish.name) ?? checkPassword(wish.password, [wish.name]);
    if (refusal !== null) return refusal;
    // Outside a transaction, and once, whatever comes of it.
    const hash = await hashPassword(wish.password);
    return this.database.gate(gate, async (tx) => {
      const invitation = this.links.isToken(wish.token) ? await this.invitations.byToken(tx, this.links.hashOf(wish.token)) : null;
      if (invitation === null || invitationState(invitation, await tx.now()) !== 'open') return refuse('invitation-over');
      return checkPassword(wish.password, [invitation.email]) ?? this.join(tx, invitation, wish, hash);
    });
  }

  private async join(tx: Tx, invitation: Invitation, { name, language }: Registration, hash: string): Promise<'sign-in-next' | Refusal<AcceptanceRefusal>> {
    if ((await this.joining.findAccount(tx, invitation.email)) !== null) return 'sign-in-next';
    const obstacle = await this.accept.obstacle(tx, invitation, null);
    if (obstacle !== null) return obstacle;
    const displayName = name.trim();
    const accountId = await this.joining.addAccount(tx, { displayName, email: invitation.email }, language);
    await this.credentials.setPassword(tx, accountId, hash);
    await this.accept.join(tx, invitation, accountId, displayName);
    return 'sign-in-next';
  }
}
