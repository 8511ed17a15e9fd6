import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Database } from '@evenkeel/database';
import { Access, CurrentActor, toRefusalType, type GraphqlContext } from '@evenkeel/graphql';
import { isRefusal, type Actor } from '@evenkeel/kernel';
import { isLanguage } from '@evenkeel/language';
import { InvitationStore } from '../store/invitation.store.js';
import { Invite, type InvitationWish } from '../use-cases/invite.js';
import { RevokeInvitation } from '../use-cases/revoke-invitation.js';
import { InvitationMadeType, InvitationType, InvitePatientInput, InviteResult, InviteStaffInput, RevokeInvitationResult, toInvitation } from './invitation.types.js';

/** Administrators invite staff, coordinators invite patients. Neither is told whether an address is known. */
@Resolver()
export class InvitationsResolver {
  constructor(private readonly database: Database, private readonly invitations: InvitationStore, private readonly invite: Invite, private readonly revoke: RevokeInvitation) {}

  @Query(() => [InvitationType], { name: 'invitations', description: 'Of the office of the acting role, newest first; at most 200.' })
  @Access('invitation.manage')
  async list(@CurrentActor() actor: Actor): Promise<InvitationType[]> {
    return this.database.as(actor, async (tx) => {
      const [found, now] = [await this.invitations.page(tx, [actor.role === 'administrator' ? 'staff' : 'patient']), await tx.now()];
      return found.map((each) => toInvitation(each, now));
    });
  }

  @Mutation(() => InviteResult)
  @Access('staff.manage')
  async inviteStaff(@CurrentActor() actor: Actor, @Args('input') input: InviteStaffInput, @Context() context: GraphqlContext): Promise<typeof InviteResult> {
    return this.make(actor, { ...input, purpose: 'staff', language: isLanguage(input.language) ? input.language : 'en' }, context);
  }

  @Mutation(() => InviteResult)
  @Access('patient.invite')
  async invitePatient(@CurrentActor() actor: Actor, @Args('input') input: InvitePatientInput, @Context() context: GraphqlContext): Promise<typeof InviteResult> {
    return this.make(actor, { ...input, purpose: 'patient', role: 'patient', language: isLanguage(input.language) ? input.language : 'en' }, context);
  }

  @Mutation(() => RevokeInvitationResult)
  @Access('invitation.manage')
  async revokeInvitation(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() { language }: GraphqlContext): Promise<typeof RevokeInvitationResult> {
    const revoked = await this.revoke.run(actor, id);
    return isRefusal(revoked) ? toRefusalType(revoked, language) : Object.assign(new InvitationMadeType(), { id: revoked });
  }

  private async make(actor: Actor, wish: InvitationWish, { language }: GraphqlContext): Promise<typeof InviteResult> {
    const made = await this.invite.run(actor, wish);
    return isRefusal(made) ? toRefusalType(made, language) : Object.assign(new InvitationMadeType(), { id: made });
  }
}
