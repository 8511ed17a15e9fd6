import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { InvitationPurpose } from '@evenkeel/identity-rules';
import type { AccountId } from '@evenkeel/kernel';
import type { Invitation } from './store/invitation.store.js';

/** What another scope does when an invitation of its purpose is accepted: in the same transaction, as the gate. */
export interface InvitationEffect {
  /** Asked before anything is written: `false` if what it invites to is there no more. `null` for an account that is about to be made. */
  stands(tx: Tx, invitation: Invitation, accountId: AccountId | null): Promise<boolean>;
  /** After the role was given and before the invitation counts as accepted. */
  bring(tx: Tx, invitation: Invitation, accountId: AccountId): Promise<void>;
}

/** Scopes below say here what their invitations bring about. An invitation to a care team without its effect is a fault, never a half-done joining. */
@Injectable()
export class InvitationEffects {
  private readonly effects = new Map<InvitationPurpose, InvitationEffect>();

  on(purpose: InvitationPurpose, effect: InvitationEffect): void {
    this.effects.set(purpose, effect);
  }

  async stand(tx: Tx, invitation: Invitation, accountId: AccountId | null): Promise<boolean> {
    return (await this.of(invitation)?.stands(tx, invitation, accountId)) ?? true;
  }

  async run(tx: Tx, invitation: Invitation, accountId: AccountId): Promise<void> {
    await this.of(invitation)?.bring(tx, invitation, accountId);
  }

  private of({ purpose }: Invitation): InvitationEffect | undefined {
    const effect = this.effects.get(purpose);
    if (effect === undefined && purpose === 'care-team') throw new Error('Nobody has said what an invitation to a care team brings about');
    return effect;
  }
}
