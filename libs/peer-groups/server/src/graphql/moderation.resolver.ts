import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentPersona, type PeerContext, type RefusalType } from '@evenkeel/graphql';
import { type PeerActor, refuse } from '@evenkeel/kernel';
import { ClaimPost } from '../use-cases/claim-post.js';
import { DecideMember, type MemberDecision } from '../use-cases/decide-member.js';
import { DecidePost, type PostDecision } from '../use-cases/decide-post.js';
import { DecideReport } from '../use-cases/decide-report.js';
import { PassOn } from '../use-cases/pass-on.js';
import { ReadQueue } from '../use-cases/read-queue.js';
import { SetGroup } from '../use-cases/set-group.js';
import {
  DecideMemberInput, DecidePostInput, DecideReportInput, GroupSettingsType, MemberPageType, ModeratedPostType, ModerationEntryType, ModerationQueueType, OwnReportType, SetGroupInput,
} from './moderation.types.js';
import { DoneResult, type DoneType, StepResult } from './thread.types.js';
import { done } from './threads.resolver.js';
import { toPost } from './views.js';

const decisions = ['approve', 'reject', 'hide', 'restore'] as const satisfies readonly PostDecision[];

/** The desk of the moderators: a queue, what is needed to decide, and decisions that can be undone. */
@Resolver(() => ModerationQueueType)
export class ModerationResolver {
  constructor(
    private readonly read: ReadQueue, private readonly posts: DecidePost, private readonly reports: DecideReport, private readonly members: DecideMember,
    private readonly claims: ClaimPost, private readonly crossing: PassOn, private readonly groups: SetGroup,
  ) {}

  @Query(() => ModerationQueueType)
  @Access('queue.read')
  async moderationQueue(@CurrentPersona() persona: PeerActor): Promise<ModerationQueueType> {
    return Object.assign(new ModerationQueueType(), await this.read.queue(persona));
  }

  @Query(() => ModeratedPostType, { nullable: true })
  @Access('queue.read')
  async moderatedPost(@CurrentPersona() persona: PeerActor, @Args('id', { type: () => ID }) id: string): Promise<ModeratedPostType | null> {
    const found = await this.read.post(persona, id);
    if (found === null) return null;
    return Object.assign(new ModeratedPostType(), { ...found, post: toPost(persona, found.post), around: found.around.map((each) => toPost(persona, each)) });
  }

  @Query(() => MemberPageType, { nullable: true })
  @Access('queue.read')
  async moderatedMember(@CurrentPersona() persona: PeerActor, @Args('personaId', { type: () => ID }) personaId: string): Promise<MemberPageType | null> {
    const found = await this.read.member(persona, personaId);
    return found === null ? null : Object.assign(new MemberPageType(), found);
  }

  @Query(() => [ModerationEntryType])
  @Access('queue.read')
  async moderationLog(@CurrentPersona() persona: PeerActor, @Args('first', { type: () => Int, defaultValue: 50 }) first: number, @Args('after', { type: () => Int, defaultValue: 0 }) after: number): Promise<ModerationEntryType[]> {
    return (await this.read.log(persona, Math.min(Math.max(first, 1), 100), Math.max(after, 0))).map((each) => Object.assign(new ModerationEntryType(), each));
  }

  @Query(() => [GroupSettingsType])
  @Access('group.set')
  async groupSettings(@CurrentPersona() persona: PeerActor): Promise<GroupSettingsType[]> {
    return (await this.read.settings(persona)).map((each) => Object.assign(new GroupSettingsType(), each));
  }

  @Query(() => [OwnReportType])
  @Access('thread.read')
  async ownReports(@CurrentPersona() persona: PeerActor): Promise<OwnReportType[]> {
    return (await this.read.ownReports(persona)).map((each) => Object.assign(new OwnReportType(), each));
  }

  @Mutation(() => DoneResult)
  @Access('queue.decide')
  async claimPost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('id', { type: () => ID }) id: string, @Args('on', { type: () => Boolean }) on: boolean): Promise<DoneType | RefusalType> {
    return done(context, await this.claims.run(persona, id, on));
  }

  @Mutation(() => StepResult)
  @Access('queue.decide')
  async decidePost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => DecidePostInput }) input: DecidePostInput): Promise<DoneType | RefusalType> {
    const decision = decisions.find((each) => each === input.decision);
    return done(context, decision === undefined ? refuse('not-found', 'decision') : await this.posts.run(persona, { ...input, decision }));
  }

  @Mutation(() => DoneResult)
  @Access('queue.decide')
  async decideReport(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => DecideReportInput }) input: DecideReportInput): Promise<DoneType | RefusalType> {
    return done(context, await this.reports.run(persona, input));
  }

  @Mutation(() => DoneResult)
  @Access('queue.decide')
  async decideMember(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => DecideMemberInput }) input: DecideMemberInput): Promise<DoneType | RefusalType> {
    const decision = toDecision(input);
    return done(context, decision === null ? refuse('not-found', 'decision') : await this.members.run(persona, input.personaId, decision));
  }

  @Mutation(() => DoneResult, { description: 'Answers the same whatever comes of it.' })
  @Access('queue.decide')
  async passOn(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('postId', { type: () => ID }) postId: string): Promise<DoneType | RefusalType> {
    return done(context, await this.crossing.run(persona, postId));
  }

  @Mutation(() => StepResult)
  @Access('group.set')
  async setGroup(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => SetGroupInput }) input: SetGroupInput): Promise<DoneType | RefusalType> {
    return done(context, await this.groups.run(persona, input));
  }
}

function toDecision({ decision, hours, reason }: DecideMemberInput): MemberDecision | null {
  switch (decision) {
    case 'approve': case 'lift-mute': return { kind: decision };
    case 'decline': case 'remove': case 'ban': case 'lift-ban': return { kind: decision, reason };
    case 'mute': return { kind: 'mute', hours: hours ?? 24, reason };
    case 'hold-all': return { kind: 'hold-all', on: true, reason };
    case 'end-hold-all': return { kind: 'hold-all', on: false, reason };
    default: return null;
  }
}
