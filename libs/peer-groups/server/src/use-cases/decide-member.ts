import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { afterMembershipStep, type MembershipStep } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { type ModeratedMembership, ModerationStore } from '../store/moderation.store.js';

export type MemberDecision =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline' | 'remove' | 'ban' | 'lift-ban'; readonly reason: string }
  | { readonly kind: 'mute'; readonly hours: number; readonly reason: string }
  | { readonly kind: 'lift-mute' }
  | { readonly kind: 'hold-all'; readonly on: boolean; readonly reason: string };

export type MemberRefusal = 'not-found' | 'not-possible-here' | 'reason-needed' | 'group-full' | 'hours-out-of-range';

export const longestMute = 24 * 14;

/**
 * Lets somebody into the group or not, and slows somebody down. Whoever is taken out hears and reads nothing from the
 * commit on. A ban needs two moderators: the first one takes the member out at once, the second one makes it last.
 */
@Injectable()
export class DecideMember {
  constructor(private readonly database: Database, private readonly moderation: ModerationStore, private readonly audit: Audit, private readonly bells: Bells) {}

  async run(actor: PeerActor, personaId: string, decision: MemberDecision): Promise<'done' | Refusal<MemberRefusal>> {
    if ('reason' in decision && decision.reason.trim().length < 3) return refuse('reason-needed', 'reason');
    if (decision.kind === 'mute' && !(decision.hours >= 1 && decision.hours <= longestMute)) return refuse('hours-out-of-range', 'hours', { atMost: longestMute });
    return this.database.peer(actor, async (tx) => {
      const member = isId(personaId) ? await this.moderation.lockMembership(tx, personaId) : null;
      if (member === null) return refuse('not-found');
      const refusal = await this.apply(tx, actor, member, decision);
      if (refusal !== null) return refusal;
      await this.audit.record(tx, { action: `member.${decision.kind}`, object: { kind: 'persona', id: personaId }, basis: 'moderator' });
      await this.moderation.notice(tx, [member.personaId]);
      await this.bells.persona(tx, member.personaId);
      await this.bells.queue(tx, actor.communityId, personaId);
      return 'done';
    });
  }

  private async apply(tx: Tx, actor: PeerActor, member: ModeratedMembership, decision: MemberDecision): Promise<Refusal<MemberRefusal> | null> {
    const { personaId } = member;
    const log = (action: string, reason?: string): Promise<void> => this.moderation.log(tx, actor, action, { personaId, reason: reason?.trim() ?? null });
    switch (decision.kind) {
      case 'mute':
        await this.moderation.mute(tx, personaId, decision.hours);
        await log('member.mute', decision.reason);
        return null;
      case 'lift-mute':
        await this.moderation.mute(tx, personaId, null);
        await log('member.mute-lifted');
        return null;
      case 'hold-all':
        await this.moderation.holdAll(tx, personaId, decision.on);
        await log(decision.on ? 'member.hold-all' : 'member.hold-all-ended', decision.reason);
        return null;
      case 'ban':
        return this.ban(tx, actor, member, decision.reason, log);
      case 'approve':
        if (!(await this.moderation.hasRoom(tx, member.groupId))) return refuse('group-full');
        return this.move(tx, actor, member, 'approve', null, () => log('member.approve'));
      case 'decline': case 'remove': case 'lift-ban':
        return this.move(tx, actor, member, decision.kind, decision.reason, () => log(decision.kind === 'lift-ban' ? 'member.ban-lifted' : `member.${decision.kind}`, decision.reason));
    }
  }

  private async ban(tx: Tx, actor: PeerActor, member: ModeratedMembership, reason: string, log: (action: string, reason?: string) => Promise<void>): Promise<Refusal<MemberRefusal> | null> {
    if (await this.moderation.banAskedByAnother(tx, member.personaId, actor.personaId)) return this.move(tx, actor, member, 'ban', reason, () => log('member.ban', reason));
    return this.move(tx, actor, member, member.state === 'requested' ? 'decline' : 'remove', reason, () => log('member.ban-asked', reason));
  }

  private async move(tx: Tx, actor: PeerActor, member: ModeratedMembership, step: MembershipStep, reason: string | null, log: () => Promise<void>): Promise<Refusal<MemberRefusal> | null> {
    const next = afterMembershipStep(member.state, step);
    if (next === null) return refuse('not-possible-here');
    await this.moderation.decideMembership(tx, member.personaId, actor.personaId, next, reason?.trim() ?? null);
    await log();
    // In or out: what its sockets may hear is another thing from now on.
    await this.bells.rightsChanged(tx, member.personaId);
    return null;
  }
}
