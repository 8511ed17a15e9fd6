import { Injectable } from '@nestjs/common';
import { may } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import type { InviteeRefusal } from '@evenkeel/identity-rules';
import { type InvitationId, type InvitationWish, Invite } from '@evenkeel/identity-server';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { Access, printBasis } from '../access.js';

/** Whom, and to whose team. */
export interface TeamWish extends Pick<InvitationWish, 'name' | 'email' | 'role' | 'language'> {
  readonly patientId: string;
}

/**
 * Invites somebody by mail to a patient's team: the patient does, or a coordinator who belongs to it. Whom an alert has
 * paged, and who has emergency access, reads the team and changes nothing of it. The link is in the mail and nowhere else;
 * nothing is shared before it is accepted, and then nothing that needs a consent. Refusals: `not-found` and those of `checkInvitee`.
 */
@Injectable()
export class InviteToTeam {
  constructor(private readonly database: Database, private readonly access: Access, private readonly invite: Invite) {}

  async run(actor: Actor, { patientId: of, ...whom }: TeamWish): Promise<InvitationId | Refusal<InviteeRefusal | 'not-found'>> {
    if (!may(actor.role, 'team.change') || !isId(of)) return refuse('not-found');
    const patientId = asId('Patient', of);
    const wish: InvitationWish = { ...whom, purpose: 'care-team', patientId };
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, 'team', patientId);
      if (basis?.kind !== 'self' && basis?.kind !== 'membership') return refuse('not-found');
      // Afterwards, so that somebody who may not ask learns nothing from how the form was filled in.
      const refusal = this.invite.check(actor, wish);
      if (refusal === null) return this.invite.write(tx, actor, wish, printBasis(basis));
      return refusal.code === 'not-allowed' ? refuse('not-found') : refuse(refusal.code, refusal.field, refusal.facts);
    });
  }
}
