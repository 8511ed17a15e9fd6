import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { type BreakGlassId, checkEmergency, emergencyLimits, type EmergencyWish, isEmergencyReason, may, nameKey, reviewDueAt } from '@evenkeel/care-team-rules';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
import { requireStepUp } from '@evenkeel/identity-rules';
import { OrganisationReader } from '@evenkeel/identity-server';
import { type Actor, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import { blockedNews, emergencyNews } from '../jobs.js';
import { emergencyOpened, emergencyToReview } from '../realtime.js';
import { BreakGlassStore } from '../store/break-glass.store.js';
import { EmergencyNewsStore } from '../store/emergency-news.store.js';

export interface OpenedEmergency {
  readonly id: BreakGlassId;
  readonly patientId: PatientId;
}

/**
 * Opens the safety summary of one patient to a prescriber or safety lead without any other basis, for an hour, to be
 * read and not changed. The patient and those who oversee it are told at once, a second person judges it within a
 * working day, and every attempt is in the audit. Works on rows alone: mail and queue may be down.
 *
 * Refusals: `not-found` (wrong role), `step-up-needed`, what is wrong with the input, and what the database says about
 * how often, about the match and about an open alert.
 */
@Injectable()
export class OpenEmergencyAccess {
  constructor(
    private readonly database: Database, private readonly store: BreakGlassStore, private readonly news: EmergencyNewsStore,
    private readonly organisations: OrganisationReader, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: EmergencyWish): Promise<OpenedEmergency | Refusal> {
    if (!may(actor.role, 'emergency.open')) return this.turnAway(actor, refuse('not-found'));
    const wrong = checkEmergency(wish);
    if (wrong !== null || !isEmergencyReason(wish.reason)) return this.turnAway(actor, wrong ?? refuse('unknown-reason', 'reason'));
    const { name, birthYear, reason } = wish;
    return this.database.as(actor, async (tx) => {
      const now = await tx.now();
      const unproved = requireStepUp(actor, now);
      if (unproved !== null) return this.note(tx, unproved);
      const { zone } = await this.organisations.byId(tx, actor.organisationId);
      const id = newId<'BreakGlass'>();
      const opened = await this.store.open(tx, actor.accountId, {
        id, nameIndex: this.store.indexOf(nameKey(name, birthYear)), reason, nature: wish.nature.trim(), reviewDueAt: new Date(reviewDueAt(now.getTime(), zone)),
      });
      if (typeof opened === 'string') {
        if (opened === 'emergency-too-often') await this.outbox.add(tx, blockedNews(actor.organisationId, actor.accountId, newId()));
        return this.note(tx, refuse(opened, null, { atMost: emergencyLimits.perDay }));
      }
      await this.tell(tx, actor, id, opened.patientId);
      return { id, patientId: opened.patientId };
    });
  }

  private async tell(tx: Tx, actor: Actor, id: BreakGlassId, patientId: PatientId): Promise<void> {
    await this.audit.record(tx, { action: 'emergency.open', object: { kind: 'break-glass', id }, patientId, category: 'team', basis: `break-glass ${id}` });
    await this.outbox.add(tx, emergencyOpened(id, patientId));
    for (const { accountId } of await this.news.overseers(tx, actor.organisationId)) await this.outbox.add(tx, emergencyToReview(id, accountId));
    await this.outbox.add(tx, emergencyNews(id));
  }

  /** An attempt that opened nothing is written down as one. */
  private async note<R extends Refusal>(tx: Tx, refusal: R): Promise<R> {
    await this.audit.record(tx, { action: 'emergency.refused', object: { kind: 'break-glass', id: null }, basis: `none ${refusal.code}` });
    return refusal;
  }

  private turnAway(actor: Actor, refusal: Refusal): Promise<Refusal> {
    return this.database.as(actor, (tx) => this.note(tx, refusal));
  }
}
