import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { asksTwiceToRemove, type Ending, may } from '@evenkeel/care-team-rules';
import { Database, Outbox, type Tx } from '@evenkeel/database';
import { type Actor, isId, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { Access, printBasis } from '../access.js';
import { memberLeftNews } from '../jobs.js';
import { accessEnded, sharingChangedFor } from '../realtime.js';
import { GrantStore } from '../store/grant.store.js';
import { type LiveMember, MembershipStore } from '../store/membership.store.js';

/** Which membership, and whether the person has been asked twice where that is needed. */
export interface EndingWish {
  readonly membershipId: string;
  readonly sure: boolean;
}

/**
 * Ends somebody's place on a patient's team: the patient removes them, a coordinator of the team does, or they leave.
 * With the commit the member reads nothing more by page, api or job, their open connections are made anew, and alerts
 * that they hold go to the next people. Refusals: `not-found`, `ask-twice`.
 */
@Injectable()
export class EndMembership {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly members: MembershipStore,
    private readonly grants: GrantStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  /** By the patient or a coordinator. Answers whose team it was. */
  async run(actor: Actor, { membershipId, sure }: EndingWish): Promise<PatientId | Refusal<'not-found' | 'ask-twice'>> {
    if (!may(actor.role, 'team.change') || !isId(membershipId)) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const seen = await this.members.live(tx, membershipId);
      if (seen === null) return refuse('not-found');
      if (asksTwiceToRemove(seen.role) && !sure) return refuse('ask-twice', null, { who: seen.role });
      return this.end(tx, actor, seen, actor.role === 'patient' ? 'removed-by-patient' : 'removed-by-coordinator');
    });
  }

  /** By the member. */
  async leave(actor: Actor, patientId: PatientId): Promise<PatientId | Refusal<'not-found'>> {
    if (!may(actor.role, 'team.leave')) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const own = await this.members.own(tx, patientId, actor.accountId, actor.role);
      return own === null ? refuse('not-found') : this.end(tx, actor, own, 'left');
    });
  }

  private async end(tx: Tx, actor: Actor, member: LiveMember, reason: Ending): Promise<PatientId | Refusal<'not-found'>> {
    const { patientId, accountId, id } = member;
    // First of all, so that whatever the member is changing at this moment is either done before or refused.
    await this.grants.seize(tx, patientId);
    const basis = await this.access.basis(tx, actor, 'team', patientId);
    const others = await this.members.others(tx, member);
    // Whom an alert has paged reads the team and does not change it.
    const mayEnd = basis?.kind === 'self' || basis?.kind === 'membership';
    if (!mayEnd || !(await this.members.end(tx, id, reason, actor.accountId))) return refuse('not-found');
    await this.grants.refresh(tx, patientId);
    await this.audit.record(tx, {
      action: reason === 'left' ? 'team.leave' : 'team.remove', object: { kind: 'membership', id }, patientId, category: 'team', basis: printBasis(basis),
    });
    await this.outbox.add(tx, accessEnded(accountId));
    // One by one and not by the patient's room: news from another process may overtake the hanging up.
    for (const other of others) await this.outbox.add(tx, sharingChangedFor(patientId, other));
    await this.outbox.add(tx, memberLeftNews(patientId, accountId));
    return patientId;
  }
}
