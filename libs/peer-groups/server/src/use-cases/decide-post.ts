import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { afterStep } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { ModerationStore } from '../store/moderation.store.js';
import { PostStore, type StoredPost } from '../store/post.store.js';

export type PostDecision = 'approve' | 'reject' | 'hide' | 'restore';

export interface Deciding {
  readonly id: string;
  /** The version that the moderator has read: nobody lets through what was rewritten in between. */
  readonly rowVersion: number;
  readonly decision: PostDecision;
  readonly reason: string;
  /** With letting through: readers open it themselves. */
  readonly hard: boolean;
}

export type DecideRefusal = 'not-found' | 'stale' | 'not-possible-here' | 'reason-needed' | 'own-post';

/** Lets a post through, turns it down, takes it out of sight or brings it back. All of it can be undone, and is logged with its reason. */
@Injectable()
export class DecidePost {
  constructor(
    private readonly database: Database, private readonly posts: PostStore, private readonly moderation: ModerationStore,
    private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  async run(actor: PeerActor, { id, rowVersion, decision, reason, hard }: Deciding): Promise<'done' | Refusal<DecideRefusal>> {
    if (decision !== 'approve' && reason.trim().length < 3) return refuse('reason-needed', 'reason');
    return this.database.peer(actor, async (tx) => {
      const post = isId(id) ? await this.posts.lock(tx, id) : null;
      if (post === null) return refuse('not-found');
      if (post.author === actor.personaId) return refuse('own-post');
      if (post.rowVersion !== rowVersion) return refuse('stale');
      const wasTakenBack = post.state === 'withdrawn' && post.crisis && decision === 'approve';
      const next = afterStep(post.state, decision);
      if (wasTakenBack) await this.moderation.lookedAt(tx, id, actor.personaId);
      else if (next === 'visible' || next === 'rejected' || next === 'hidden') await this.decide(tx, actor, post, next, reason.trim(), hard);
      else return refuse('not-possible-here');
      await this.moderation.log(tx, actor, wasTakenBack ? 'post.looked-at' : `post.${decision}`, { postId: id, reason: reason.trim() === '' ? null : reason.trim() });
      await this.audit.record(tx, { action: `post.${decision}`, object: { kind: 'post', id }, basis: 'moderator' });
      await this.bells.queue(tx, actor.communityId, id);
      return 'done';
    });
  }

  private async decide(tx: Tx, actor: PeerActor, post: StoredPost, next: 'visible' | 'rejected' | 'hidden', reason: string, hard: boolean): Promise<void> {
    await this.moderation.decidePost(tx, post.id, actor.personaId, next, reason === '' ? null : reason);
    if (next === 'visible' && post.state === 'held' && !post.holdReasons.includes('reported')) await this.moderation.released(tx, post.author);
    if (hard && post.threadId === post.id) await this.moderation.labelThread(tx, post.threadId, 'hard');
    const reports = await this.moderation.openReports(tx, { postId: post.id });
    await this.moderation.decideReports(tx, reports.map((each) => each.id), actor.personaId, next === 'visible' ? 'kept' : 'hidden');
    await this.moderation.notice(tx, [post.author, ...reports.map((each) => each.reporter)]);
    await this.bells.persona(tx, post.author);
    for (const each of reports) await this.bells.persona(tx, each.reporter);
    await this.bells.group(tx, post.groupId, post.threadId);
  }
}
