import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { ModerationStore } from '../store/moderation.store.js';
import { PostStore } from '../store/post.store.js';

/**
 * Passes a post on to the safety desk. Only a row is written here: whether the persona chose to be contacted is looked at
 * later, elsewhere, and no answer of this realm ever tells one case from another.
 */
@Injectable()
export class PassOn {
  constructor(private readonly database: Database, private readonly posts: PostStore, private readonly moderation: ModerationStore, private readonly audit: Audit) {}

  run(actor: PeerActor, postId: string): Promise<'done' | Refusal<'not-found'>> {
    return this.database.peer(actor, async (tx) => {
      const post = isId(postId) ? await this.posts.lock(tx, postId) : null;
      if (post === null) return refuse('not-found');
      await this.moderation.passOn(tx, actor, postId, post.author);
      await this.moderation.log(tx, actor, 'post.pass-on', { postId });
      await this.audit.record(tx, { action: 'post.pass-on', object: { kind: 'post', id: postId }, basis: 'moderator' });
      return 'done';
    });
  }
}
