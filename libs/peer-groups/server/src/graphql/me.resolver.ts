import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentPersona, type PeerContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { isRefusal, type PeerActor } from '@evenkeel/kernel';
import { ChangeMembership, type OwnStep } from '../use-cases/change-membership.js';
import { ReadThreads } from '../use-cases/read-threads.js';
import { RequestToJoin } from '../use-cases/request-to-join.js';
import { JoinInput, JoinResult, MembershipResult, MeType, NameIsPossible, NameResult } from './me.types.js';
import { toMe } from './views.js';

/** The persona itself: who it is here, asking to be let in, leaving. */
@Resolver(() => MeType)
export class MeResolver {
  constructor(private readonly read: ReadThreads, private readonly join: RequestToJoin, private readonly change: ChangeMembership) {}

  @Query(() => MeType)
  @Access('me.read')
  async me(@CurrentPersona() persona: PeerActor, @Context() { language }: PeerContext): Promise<MeType> {
    const self = await this.read.self(persona);
    return toMe(persona, self, persona.part === 'peer' && self.displayName === null ? await this.join.suggest(persona, language) : []);
  }

  @Mutation(() => NameResult, { description: 'Whether a made-up name can be used. Says nothing about whose it is.' })
  @Access('membership.own')
  async checkName(@CurrentPersona() persona: PeerActor, @Context() { language }: PeerContext, @Args('name', { type: () => String }) name: string): Promise<NameIsPossible | RefusalType> {
    const refusal = await this.join.checkName(persona, name);
    return refusal === null ? Object.assign(new NameIsPossible(), { name }) : toRefusalType(refusal, language);
  }

  @Mutation(() => JoinResult)
  @Access('membership.own')
  async requestToJoin(@CurrentPersona() persona: PeerActor, @Context() { language }: PeerContext, @Args('input', { type: () => JoinInput }) input: JoinInput): Promise<MeType | RefusalType> {
    const result = await this.join.run(persona, input);
    if (!isRefusal(result)) return toMe(persona, result);
    return toRefusalType(result, language, result.code === 'not-allowed-now' ? 'NotAllowedNow' : 'InvalidInput');
  }

  @Mutation(() => MembershipResult)
  @Access('membership.own')
  withdrawRequest(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext): Promise<MeType | RefusalType> {
    return this.step(persona, context, { kind: 'withdraw' });
  }

  @Mutation(() => MembershipResult)
  @Access('membership.own')
  leaveGroup(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('keepPosts', { type: () => Boolean }) keepPosts: boolean): Promise<MeType | RefusalType> {
    return this.step(persona, context, { kind: 'leave', keepPosts });
  }

  @Mutation(() => MembershipResult)
  @Access('membership.own')
  setMayContact(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('value', { type: () => Boolean }) value: boolean): Promise<MeType | RefusalType> {
    return this.step(persona, context, { kind: 'may-contact', value });
  }

  private async step(persona: PeerActor, { language }: PeerContext, step: OwnStep): Promise<MeType | RefusalType> {
    const result = await this.change.run(persona, step);
    return isRefusal(result) ? toRefusalType(result, language, 'NotAllowedNow') : toMe(persona, result);
  }
}
