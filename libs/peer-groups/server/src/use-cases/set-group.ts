import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { Bells } from '../bells.js';
import { GroupStore, type GroupSettings } from '../store/group.store.js';

export type GroupRefusal = 'not-found' | 'stale' | 'topic-missing' | 'out-of-range';

const bounds = { capacity: [2, 500], holdFirst: [0, 20], slowSeconds: [0, 86_400] } as const;

/** Changes what a group is about and how it is moderated. New guidelines are read again by whoever asks to join from then on. */
@Injectable()
export class SetGroup {
  constructor(private readonly database: Database, private readonly groups: GroupStore, private readonly audit: Audit, private readonly bells: Bells) {}

  async run(actor: PeerActor, wish: GroupSettings): Promise<'done' | Refusal<GroupRefusal>> {
    if (!isId(wish.id)) return refuse('not-found');
    if (wish.topic.trim() === '' || wish.topic.length > 80) return refuse('topic-missing', 'topic');
    if (wish.about.length > 400) return refuse('out-of-range', 'about', { from: 0, to: 400 });
    for (const field of ['capacity', 'holdFirst', 'slowSeconds'] as const) {
      const [from, to] = bounds[field];
      if (!Number.isInteger(wish[field]) || wish[field] < from || wish[field] > to) return refuse('out-of-range', field, { from, to });
    }
    return this.database.peer(actor, async (tx) => {
      if (!(await this.groups.save(tx, { ...wish, topic: wish.topic.trim(), about: wish.about.trim() }))) return refuse('stale');
      await this.audit.record(tx, { action: 'group.set', object: { kind: 'group', id: wish.id }, basis: 'moderator' });
      await this.bells.queue(tx, actor.communityId, wish.id);
      return 'done';
    });
  }
}
