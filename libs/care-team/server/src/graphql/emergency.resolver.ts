import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal, type Refusal } from '@evenkeel/kernel';
import { LookInEmergency } from '../use-cases/look-in-emergency.js';
import { OpenEmergencyAccess } from '../use-cases/open-emergency-access.js';
import { ReadEmergencies } from '../use-cases/read-emergencies.js';
import { ReviewEmergencyAccess } from '../use-cases/review-emergency-access.js';
import {
  EmergencyLookInput, EmergencyLookResult, EmergencyLookType, EmergencyOpenedType, EmergencyReviewedType, HeldEmergencyType, OpenEmergencyAccessInput,
  OpenEmergencyAccessResult, ReviewedEmergencyType, ReviewEmergencyAccessInput, ReviewEmergencyAccessResult, toHeld, toReviewed,
} from './emergency.types.js';

/** Emergency access to a record without any other basis, and what a second person thinks of it. */
@Resolver()
export class EmergencyResolver {
  constructor(
    private readonly look: LookInEmergency, private readonly open: OpenEmergencyAccess, private readonly review: ReviewEmergencyAccess, private readonly read: ReadEmergencies,
  ) {}

  @Mutation(() => EmergencyLookResult, { description: 'Written down and counted, so not a query.' })
  @Audience('emergency.open')
  async lookInEmergency(@CurrentActor() actor: Actor, @Args('input') input: EmergencyLookInput, @Context() context: GraphqlContext): Promise<EmergencyLookType | RefusalType> {
    const found = await this.look.run(actor, input);
    return isRefusal(found) ? refused(found, context) : Object.assign(new EmergencyLookType(), found);
  }

  @Mutation(() => OpenEmergencyAccessResult)
  @Audience('emergency.open')
  async openEmergencyAccess(@CurrentActor() actor: Actor, @Args('input') input: OpenEmergencyAccessInput, @Context() context: GraphqlContext): Promise<EmergencyOpenedType | RefusalType> {
    const opened = await this.open.run(actor, input);
    return isRefusal(opened) ? refused(opened, context) : Object.assign(new EmergencyOpenedType(), opened);
  }

  @Mutation(() => ReviewEmergencyAccessResult)
  @Audience('emergency.review')
  async reviewEmergencyAccess(@CurrentActor() actor: Actor, @Args('input') input: ReviewEmergencyAccessInput, @Context() context: GraphqlContext): Promise<EmergencyReviewedType | RefusalType> {
    const reviewed = await this.review.run(actor, input);
    return isRefusal(reviewed) ? refused(reviewed, context) : Object.assign(new EmergencyReviewedType(), { id: reviewed.id });
  }

  @Query(() => [HeldEmergencyType], { description: 'Emergency accesses that the person holds now.' })
  @Audience('emergency.open')
  async heldEmergencies(@CurrentActor() actor: Actor): Promise<HeldEmergencyType[]> {
    return (await this.read.held(actor)).map(toHeld);
  }

  @Query(() => [ReviewedEmergencyType], { description: 'What waits for a judgement first, then what was judged within thirty days.' })
  @Audience('emergency.list')
  async emergencyReviews(@CurrentActor() actor: Actor): Promise<ReviewedEmergencyType[]> {
    return (await this.read.toReview(actor)).map(toReviewed);
  }
}

const refused = (refusal: Refusal, { language }: GraphqlContext): RefusalType => toRefusalType(refusal, language, refusal.field === null ? 'NotAllowedNow' : 'InvalidInput');
