import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { InvitationPurpose } from '@evenkeel/identity-rules';
import type { AccountId } from '@evenkeel/kernel';
import type { Invitation } from './store/invitation.store.js';

/**
 * What another scope does when an invitation of its purpose is accepted: in the same transaction, as the gate, after the
 * role was given and before the invitation counts as accepted.
 */
export type InvitationEffect = (tx: Tx, accepted: { readonly invitation: Invitation; readonly accountId: AccountId }) => Promise<void>;

/** Scopes below say here what their invitations bring about. An invitation to a care team without its effect is a fault, never a half-done joining. */
@Injectable()
export class InvitationEffects {
  private readonly effects = new Map<InvitationPurpose, InvitationEffect>();

  on(purpose: InvitationPurpose, effect: InvitationEffect): void {
    this.effects.set(purpose, effect);
  }

  async run(tx: Tx, invitation: Invitation, accountId: AccountId): Promise<void> {
    const effect = this.effects.get(invitation.purpose);
    if (effect === undefined && invitation.purpose === 'care-team') throw new Error('Nobody has said what an invitation to a care team brings about');
    await effect?.(tx, { invitation, accountId });
  }
}
