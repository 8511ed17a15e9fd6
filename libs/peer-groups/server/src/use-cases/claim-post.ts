import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { Bells } from '../bells.js';
import { ModerationStore } from '../store/moderation.store.js';

/** Takes a post of the queue for a quarter of an hour, so that two moderators do not read the same one; or gives it back. */
@Injectable()
export class ClaimPost {
  constructor(private readonly database: Database, private readonly moderation: ModerationStore, private readonly bells: Bells) {}

  run(actor: PeerActor, postId: string, on: boolean): Promise<'done' | Refusal<'not-found' | 'claimed-by-another'>> {
    return this.database.peer(actor, async (tx) => {
      if (!isId(postId)) return refuse('not-found');
      if (!(await this.moderation.claimPost(tx, postId, actor.personaId, on))) return refuse('claimed-by-another');
      await this.bells.queue(tx, actor.communityId, postId);
      return 'done';
    });
  }
}
