import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { classOfReport, minutesUntilDue, reportReasons } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { MemberStore } from '../store/member.store.js';
import { PostStore, type StoredPost } from '../store/post.store.js';

export const reactionKinds = ['with-you', 'thank-you', 'same-here'] as const;

export interface Report {
  /** Made by the device; a repetition changes nothing. */
  readonly id: string;
  readonly postId: string;
  readonly reason: string;
  readonly words: string;
}

export type AnswerRefusal = 'not-found' | 'own-post' | 'words-needed' | 'words-too-long' | 'not-allowed-now';

/** What somebody does with a post of another: a kind word, a report to the moderators, or not seeing its writer any more. */
@Injectable()
export class AnswerPost {
  constructor(
    private readonly database: Database, private readonly members: MemberStore, private readonly posts: PostStore,
    private readonly sealer: PeerSealer, private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  react(actor: PeerActor, postId: string, kind: string, on: boolean): Promise<'done' | Refusal<AnswerRefusal>> {
    return this.database.peer(actor, async (tx) => {
      const post = await this.visible(tx, postId);
      if (post === null || !(reactionKinds as readonly string[]).includes(kind)) return refuse('not-found');
      if (post.author === actor.personaId) return refuse('own-post');
      await this.posts.react(tx, actor.communityId, postId, actor.personaId, kind, on);
      await this.bells.group(tx, post.groupId, post.threadId);
      return 'done';
    });
  }

  /** The report is a record of its own with a deadline; the second one holds the post until a moderator has looked. */
  async report(actor: PeerActor, { id, postId, reason, words }: Report): Promise<'done' | Refusal<AnswerRefusal>> {
    const known = reportReasons.find((each) => each === reason);
    if (known === undefined || !isId(id)) return refuse('not-found', 'reason');
    if (known === 'other' && words.trim() === '') return refuse('words-needed', 'words');
    if (words.length > 1000) return refuse('words-too-long', 'words', { atMost: 1000 });
    return this.database.peer(actor, async (tx) => {
      const post = await this.visible(tx, postId);
      if (post === null) return refuse('not-found');
      if (post.author === actor.personaId) return refuse('own-post');
      const self = await this.members.self(tx, actor.personaId);
      const sealed = words.trim() === '' ? null : await this.sealer.seal(tx, actor.personaId, 'comm.report.words', id, words.trim());
      const added = await this.posts.report(tx, {
        communityId: actor.communityId, id, postId, reporter: actor.personaId, reason: known, words: sealed,
        dueInMinutes: minutesUntilDue(self.minuteOfDay, self.community.hours, classOfReport(known)),
      });
      if (!added) return 'done';
      await this.audit.record(tx, { action: 'post.report', object: { kind: 'post', id: postId }, basis: 'member' });
      await this.bells.queue(tx, actor.communityId, postId);
      await this.bells.group(tx, post.groupId, post.threadId);
      return 'done';
    });
  }

  /** Silent: the other one never learns of it. */
  block(actor: PeerActor, blockedId: string, on: boolean): Promise<'done' | Refusal<AnswerRefusal>> {
    return this.database.peer(actor, async (tx) => {
      if (!isId(blockedId) || blockedId === actor.personaId || !(await this.posts.hasPersona(tx, blockedId))) return refuse('not-found');
      await this.posts.block(tx, actor.communityId, actor.personaId, blockedId, on);
      return 'done';
    });
  }

  private async visible(tx: Tx, id: string): Promise<StoredPost | null> {
    const post = isId(id) ? await this.posts.find(tx, id) : null;
    return post?.state === 'visible' ? post : null;
  }
}
