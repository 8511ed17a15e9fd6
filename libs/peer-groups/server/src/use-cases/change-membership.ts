import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { afterMembershipStep } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { MemberStore, type Self } from '../store/member.store.js';
import { PostStore } from '../store/post.store.js';

/** What a persona can do with its own membership at any time, without asking anybody. */
export type OwnStep =
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'leave'; readonly keepPosts: boolean }
  | { readonly kind: 'may-contact'; readonly value: boolean };

/**
 * Takes a request back, leaves the group, or changes who may be contacted in a crisis. Who leaves hears and reads nothing
 * more from the commit on; what they wrote stays as that of a former member, or goes, as they say.
 */
@Injectable()
export class ChangeMembership {
  constructor(
    private readonly database: Database, private readonly members: MemberStore, private readonly posts: PostStore,
    private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  run(actor: PeerActor, step: OwnStep): Promise<Self | Refusal<'not-allowed-now'>> {
    return this.database.peer(actor, async (tx) => {
      const { membership } = await this.members.lockSelf(tx, actor.personaId);
      if (step.kind === 'may-contact') await this.members.choose(tx, actor.personaId, step.value);
      else if (membership === null || afterMembershipStep(membership.state, step.kind) === null) return refuse('not-allowed-now');
      else if (step.kind === 'withdraw') await this.members.move(tx, actor.personaId, 'withdrawn');
      else await this.leave(tx, actor, step.keepPosts);
      await this.audit.record(tx, { action: `membership.${step.kind}`, object: { kind: 'persona', id: actor.personaId }, basis: 'self' });
      await this.bells.queue(tx, actor.communityId, actor.personaId);
      return this.members.self(tx, actor.personaId);
    });
  }

  private async leave(tx: Tx, actor: PeerActor, keepPosts: boolean): Promise<void> {
    if (!keepPosts) await this.posts.withdrawAll(tx, actor.personaId);
    await this.members.move(tx, actor.personaId, 'left');
    await this.bells.rightsChanged(tx, actor.personaId);
    if (!keepPosts && actor.groupId !== null) await this.bells.group(tx, actor.groupId, actor.groupId);
  }
}
