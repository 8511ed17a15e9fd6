import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { afterStep, classOfHold, holdingOf, minutesUntilDue } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { MemberStore } from '../store/member.store.js';
import { PostStore, type StoredPost } from '../store/post.store.js';
import { type PostView, ThreadReader } from '../store/thread.reader.js';
import { checkWords } from './write-post.js';

export type ChangeRefusal = 'not-found' | 'stale' | 'not-possible-here' | 'words-missing' | 'words-too-long';

export interface Rewriting {
  readonly id: string;
  readonly rowVersion: number;
  readonly words: string;
}

export interface Changed {
  readonly post: PostView | null;
  readonly crisis: boolean;
}

/**
 * The writer rewrites a held post or takes any of their posts back. Rewriting never releases: the post keeps its place in
 * the queue and every reason why it is held. A crisis post that is taken back stays in the queue.
 */
@Injectable()
export class ChangePost {
  constructor(
    private readonly database: Database, private readonly members: MemberStore, private readonly posts: PostStore, private readonly threads: ThreadReader,
    private readonly sealer: PeerSealer, private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  async rewrite(actor: PeerActor, { id, rowVersion, words }: Rewriting): Promise<Changed | Refusal<ChangeRefusal>> {
    const refusal = isId(id) ? checkWords(words) : refuse('not-found');
    if (refusal !== null) return refusal;
    return this.database.peer(actor, async (tx) => {
      const post = await this.own(tx, actor, id);
      if (post === null) return refuse('not-found');
      if (post.rowVersion !== rowVersion) return refuse('stale');
      if (post.state !== 'held' || afterStep(post.state, 'edit') === null) return refuse('not-possible-here');
      const self = await this.members.self(tx, actor.personaId);
      const holding = holdingOf({ words, byModerator: true, released: 0, holdFirst: 0, holdAll: false });
      const reasons = [...new Set([...post.holdReasons, ...holding.reasons])];
      await this.posts.rewrite(tx, id, {
        words: await this.sealer.seal(tx, actor.personaId, 'comm.post.words', id, words.trim()), holdReasons: holding.reasons, crisis: holding.crisis,
        dueInMinutes: minutesUntilDue(self.minuteOfDay, self.community.hours, classOfHold(reasons)),
      });
      await this.audit.record(tx, { action: 'post.rewrite', object: { kind: 'post', id }, basis: 'self' });
      await this.bells.queue(tx, actor.communityId, id);
      return { post: await this.threads.post(tx, id), crisis: holding.crisis };
    });
  }

  withdraw(actor: PeerActor, id: string): Promise<Changed | Refusal<ChangeRefusal>> {
    return this.database.peer(actor, async (tx) => {
      const post = isId(id) ? await this.own(tx, actor, id) : null;
      if (post === null) return refuse('not-found');
      if (afterStep(post.state, 'withdraw') === null) return refuse('not-possible-here');
      await this.posts.withdraw(tx, id);
      await this.audit.record(tx, { action: 'post.withdraw', object: { kind: 'post', id }, basis: 'self' });
      await this.bells.queue(tx, actor.communityId, id);
      if (post.state === 'visible') await this.bells.group(tx, post.groupId, post.threadId);
      return { post: null, crisis: false };
    });
  }

  private async own(tx: Tx, actor: PeerActor, id: string): Promise<StoredPost | null> {
    const post = await this.posts.lock(tx, id);
    return post?.author === actor.personaId ? post : null;
  }
}
