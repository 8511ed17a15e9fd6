import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentPersona, type PeerContext, type RefusalKind, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { isRefusal, type PeerActor, type Refusal } from '@evenkeel/kernel';
import { AnswerPost } from '../use-cases/answer-post.js';
import { ChangePost } from '../use-cases/change-post.js';
import { ReadThreads } from '../use-cases/read-threads.js';
import { WritePost, type Written } from '../use-cases/write-post.js';
import { ChangePostResult, DoneResult, DoneType, ReportPostInput, RewritePostInput, ThreadPageType, ThreadType, WritePostInput, WritePostResult, WrittenPostType } from './thread.types.js';
import { toPost } from './views.js';

const most = 100;
const page = (asked: number): number => Math.min(Math.max(asked, 1), most);

/** Reading and writing in the group, for those who are let in and for moderators. */
@Resolver(() => ThreadType)
export class ThreadsResolver {
  constructor(private readonly read: ReadThreads, private readonly write: WritePost, private readonly change: ChangePost, private readonly answer: AnswerPost) {}

  @Query(() => ThreadPageType)
  @Access('thread.read')
  async threads(@CurrentPersona() persona: PeerActor, @Args('first', { type: () => Int, defaultValue: 30 }) first: number, @Args('after', { type: () => Int, defaultValue: 0 }) after: number): Promise<ThreadPageType> {
    const threads = await this.read.threads(persona, page(first), Math.max(after, 0));
    return Object.assign(new ThreadPageType(), { threads: [...threads], next: threads.length < page(first) ? null : Math.max(after, 0) + threads.length });
  }

  @Query(() => ThreadType, { nullable: true, description: 'Null when there is none, or none to be seen.' })
  @Access('thread.read')
  async thread(@CurrentPersona() persona: PeerActor, @Args('id', { type: () => ID }) id: string, @Args('first', { type: () => Int, defaultValue: 100 }) first: number, @Args('after', { type: () => Int, defaultValue: 0 }) after: number): Promise<ThreadType | null> {
    const thread = await this.read.thread(persona, id, page(first), Math.max(after, 0));
    if (thread === null) return null;
    const next = thread.posts.length < page(first) ? null : Math.max(after, 0) + thread.posts.length;
    return Object.assign(new ThreadType(), { ...thread, next, posts: thread.posts.map((post) => toPost(persona, post)) });
  }

  @Mutation(() => WritePostResult)
  @Access('post.write')
  async writePost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => WritePostInput }) input: WritePostInput): Promise<WrittenPostType | RefusalType> {
    const { id, threadId = null, groupId = null, title = null, words, hard, aboutMe, hideDose } = input;
    const result = await this.write.run(persona, { id, threadId, groupId, title, words, label: hard ? 'hard' : null, aboutMe, hideDose });
    return written(persona, context, result);
  }

  @Mutation(() => ChangePostResult)
  @Access('post.own')
  async rewritePost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => RewritePostInput }) input: RewritePostInput): Promise<WrittenPostType | RefusalType> {
    return written(persona, context, await this.change.rewrite(persona, input));
  }

  @Mutation(() => ChangePostResult)
  @Access('post.own')
  async withdrawPost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('id', { type: () => ID }) id: string): Promise<WrittenPostType | RefusalType> {
    return written(persona, context, await this.change.withdraw(persona, id));
  }

  @Mutation(() => DoneResult)
  @Access('post.answer')
  async reactToPost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('postId', { type: () => ID }) postId: string, @Args('kind', { type: () => String }) kind: string, @Args('on', { type: () => Boolean }) on: boolean): Promise<DoneType | RefusalType> {
    return done(context, await this.answer.react(persona, postId, kind, on));
  }

  @Mutation(() => DoneResult)
  @Access('post.answer')
  async reportPost(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('input', { type: () => ReportPostInput }) input: ReportPostInput): Promise<DoneType | RefusalType> {
    return done(context, await this.answer.report(persona, input));
  }

  @Mutation(() => DoneResult)
  @Access('post.answer')
  async blockPersona(@CurrentPersona() persona: PeerActor, @Context() context: PeerContext, @Args('personaId', { type: () => ID }) personaId: string, @Args('on', { type: () => Boolean }) on: boolean): Promise<DoneType | RefusalType> {
    return done(context, await this.answer.block(persona, personaId, on));
  }
}

const kindOf = ({ field }: Refusal): RefusalKind => (field === null ? 'NotAllowedNow' : 'InvalidInput');

const written = (persona: PeerActor, { language }: PeerContext, result: Refusal | { readonly post: Written['post'] | null; readonly crisis: boolean }): WrittenPostType | RefusalType =>
  isRefusal(result)
    ? toRefusalType(result, language, kindOf(result))
    : Object.assign(new WrittenPostType(), { post: result.post === null ? null : toPost(persona, result.post), crisis: result.crisis });

export const done = ({ language }: PeerContext, result: 'done' | Refusal): DoneType | RefusalType =>
  result === 'done' ? Object.assign(new DoneType(), { done: true }) : toRefusalType(result, language, kindOf(result));
