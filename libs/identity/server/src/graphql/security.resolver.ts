import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentActor, toRefusalType, type GraphqlContext } from '@evenkeel/graphql';
import { isRefusal, type Actor } from '@evenkeel/kernel';
import { DescribeSecurity } from '../use-cases/describe-security.js';
import { EndSessions } from '../use-cases/end-sessions.js';
import { RequireSecondFactor } from '../use-cases/require-second-factor.js';
import { EndSessionResult, OwnSecurityType, RequireSecondFactorResult, SecondFactorPolicyType, SessionsEndedType, toSecurity } from './security.types.js';

/** What somebody may know and end of their own sessions and factors. Whatever takes a password or a code is REST. */
@Resolver()
export class SecurityResolver {
  constructor(private readonly describe: DescribeSecurity, private readonly sessions: EndSessions, private readonly policy: RequireSecondFactor) {}

  @Query(() => OwnSecurityType)
  @Access('session.own')
  async ownSecurity(@CurrentActor() actor: Actor): Promise<OwnSecurityType> {
    return toSecurity(await this.describe.run(actor), actor.sessionId);
  }

  @Mutation(() => EndSessionResult, { description: 'One of the own sessions.' })
  @Access('session.own')
  async endSession(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() { language }: GraphqlContext): Promise<typeof EndSessionResult> {
    const ended = await this.sessions.run(actor, id === 'others' ? '' : id);
    return isRefusal(ended) ? toRefusalType(ended, language) : Object.assign(new SessionsEndedType(), { count: ended });
  }

  @Mutation(() => SessionsEndedType, { description: 'All own sessions but the one that asks.' })
  @Access('session.own')
  async endOtherSessions(@CurrentActor() actor: Actor): Promise<SessionsEndedType> {
    const ended = await this.sessions.run(actor, 'others');
    return Object.assign(new SessionsEndedType(), { count: isRefusal(ended) ? 0 : ended });
  }

  @Mutation(() => RequireSecondFactorResult, { description: 'Whether staff of the organisation need a second factor.' })
  @Access('staff.manage')
  async requireSecondFactor(@CurrentActor() actor: Actor, @Args('required', { type: () => Boolean }) required: boolean, @Context() { language }: GraphqlContext): Promise<typeof RequireSecondFactorResult> {
    const saved = await this.policy.run(actor, required);
    return isRefusal(saved) ? toRefusalType(saved, language, 'NotAllowedNow') : Object.assign(new SecondFactorPolicyType(), { required: saved });
  }
}
