import { Args, Context, createUnionType, Field, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentActor, NotAllowedNow, NotFound, RefusalType, Shown, toRefusalType, type GraphqlContext } from '@evenkeel/graphql';
import { isRefusal, type Actor, type Refusal } from '@evenkeel/kernel';
import { ResetFactors } from '../use-cases/reset-factors.js';

@ObjectType('StaffMember', { description: 'Somebody who works in the organisation.' })
export class StaffMemberType {
  @Field(() => ID) @Shown('staff') accountId!: string;
  @Field(() => String) @Shown('staff') displayName!: string;
  @Field(() => [String]) @Shown('staff') roles!: string[];
  @Field(() => Boolean) @Shown('staff') secondFactor!: boolean;
  @Field(() => ID, { nullable: true, description: 'A reset of their second factors that waits for another administrator.' }) @Shown('staff') resetId!: string | null;
  @Field(() => Boolean, { description: 'The one who reads this may agree to it.' }) @Shown('staff') mayAgree!: boolean;
}

@ObjectType('FactorReset')
export class FactorResetType {
  @Field(() => ID) @Shown('staff') id!: string;
}

export const FactorResetResult = createUnionType({
  name: 'FactorResetResult', types: () => [FactorResetType, NotFound, NotAllowedNow] as const,
  resolveType: (value: unknown) => (value instanceof NotFound ? NotFound : value instanceof RefusalType ? NotAllowedNow : FactorResetType),
});

/** People of the organisation, for administrators: who has a second factor, and the way back for who lost all of them. */
@Resolver()
export class StaffResolver {
  constructor(private readonly resets: ResetFactors) {}

  @Query(() => [StaffMemberType], { description: 'By name.' })
  @Access('staff.manage')
  async staffMembers(@CurrentActor() actor: Actor): Promise<StaffMemberType[]> {
    return (await this.resets.staff(actor)).map(({ accountId, displayName, roles, secondFactor, resetId, askedBy }) => Object.assign(new StaffMemberType(), {
      accountId, displayName, roles: [...roles], secondFactor, resetId, mayAgree: resetId !== null && askedBy !== actor.accountId && accountId !== actor.accountId,
    }));
  }

  @Mutation(() => FactorResetResult, { description: 'Asks that somebody’s second factors be taken away. Another administrator has to agree within a day.' })
  @Access('staff.manage')
  async askFactorReset(@CurrentActor() actor: Actor, @Args('accountId', { type: () => ID }) accountId: string, @Context() context: GraphqlContext): Promise<typeof FactorResetResult> {
    return answer(await this.resets.ask(actor, accountId), context);
  }

  @Mutation(() => FactorResetResult)
  @Access('staff.manage')
  async agreeFactorReset(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() context: GraphqlContext): Promise<typeof FactorResetResult> {
    return answer(await this.resets.run(actor, id), context);
  }
}

const answer = (result: string | Refusal, { language }: GraphqlContext): typeof FactorResetResult =>
  (isRefusal(result) ? toRefusalType(result, language, 'NotAllowedNow') : Object.assign(new FactorResetType(), { id: result }));
