import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { isLanguage } from '@evenkeel/language';
import { EndConsent } from '../use-cases/end-consent.js';
import { EndMembership } from '../use-cases/end-membership.js';
import { GiveConsent } from '../use-cases/give-consent.js';
import { InviteToTeam } from '../use-cases/invite-to-team.js';
import { ReadSharing } from '../use-cases/read-sharing.js';
import { EndConsentInput, GiveConsentInput, InviteToTeamInput, RemoveTeamMemberInput, SharingChangedType, SharingResult, SharingType, toSharing } from './sharing.types.js';

type Answer = SharingChangedType | RefusalType;

/** What the patient shares and with whom, and how it ends. */
@Resolver()
export class SharingResolver {
  constructor(
    private readonly read: ReadSharing, private readonly endConsentOf: EndConsent, private readonly give: GiveConsent, private readonly memberships: EndMembership,
    private readonly invite: InviteToTeam,
  ) {}

  @Query(() => SharingType, { nullable: true, description: "The patient's own team and consents." })
  @Audience('own-record.read')
  async sharing(@CurrentActor() actor: Actor): Promise<SharingType | null> {
    const found = await this.read.run(actor);
    return found === null ? null : toSharing(found);
  }

  @Mutation(() => SharingResult)
  @Audience('consent.change')
  async endConsent(@CurrentActor() actor: Actor, @Args('input') input: EndConsentInput, @Context() context: GraphqlContext): Promise<Answer> {
    return answer(await this.endConsentOf.run(actor, { ...input, categories: input.categories ?? null }), context);
  }

  @Mutation(() => SharingResult)
  @Audience('consent.change')
  async giveConsent(@CurrentActor() actor: Actor, @Args('input') input: GiveConsentInput, @Context() context: GraphqlContext): Promise<Answer> {
    return answer(await this.give.run(actor, { ...input, recipientRole: input.recipientRole ?? null, recipientAccount: input.recipientAccount ?? null }), context);
  }

  @Mutation(() => SharingResult, { description: 'By the patient, or by a coordinator of the team.' })
  @Audience('team.change')
  async removeTeamMember(@CurrentActor() actor: Actor, @Args('input') input: RemoveTeamMemberInput, @Context() context: GraphqlContext): Promise<Answer> {
    return answer(await this.memberships.run(actor, input), context);
  }

  @Mutation(() => SharingResult, { description: 'By the patient, or by a coordinator of the team. The link is in the mail and nowhere else; nothing changes before it is accepted.' })
  @Audience('team.change')
  async inviteToTeam(@CurrentActor() actor: Actor, @Args('input') input: InviteToTeamInput, @Context() context: GraphqlContext): Promise<Answer> {
    const invited = await this.invite.run(actor, { ...input, language: isLanguage(input.language) ? input.language : 'en' });
    return answer(isRefusal(invited) ? invited : asId('Patient', input.patientId), context);
  }

  @Mutation(() => SharingResult, { description: 'Leaves the team in the acting role.' })
  @Audience('team.leave')
  async leaveTeam(@CurrentActor() actor: Actor, @Args('patientId', { type: () => ID }) patientId: string, @Context() context: GraphqlContext): Promise<Answer> {
    return answer(isId(patientId) ? await this.memberships.leave(actor, asId('Patient', patientId)) : refuse('not-found'), context);
  }
}

const answer = (done: PatientId | Refusal, { language }: GraphqlContext): Answer =>
  (isRefusal(done)
    ? toRefusalType(done, language, done.field === null ? 'NotAllowedNow' : 'InvalidInput')
    : Object.assign(new SharingChangedType(), { patientId: done }));
