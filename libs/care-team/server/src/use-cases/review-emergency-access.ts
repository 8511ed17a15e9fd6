import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { emergencyLimits, isVerdict, may } from '@evenkeel/care-team-rules';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { emergencyOpened, emergencyToReview } from '../realtime.js';
import { BreakGlassStore, type EmergencyAccess } from '../store/break-glass.store.js';

export interface Review {
  readonly id: string;
  readonly verdict: string;
  readonly note: string;
}

/**
 * A safety lead judges what a colleague did: justified or not, with a note. Nobody judges their own, and a verdict
 * stands. Refusals: `not-found`, `already-reviewed`, `own-emergency`, `unknown-verdict`, `note-missing`.
 */
@Injectable()
export class ReviewEmergencyAccess {
  constructor(private readonly database: Database, private readonly store: BreakGlassStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  async run(actor: Actor, { id, verdict, note }: Review): Promise<EmergencyAccess | Refusal> {
    if (!may(actor.role, 'emergency.review') || !isId(id)) return refuse('not-found');
    if (!isVerdict(verdict)) return refuse('unknown-verdict', 'verdict');
    if (note.trim() === '') return refuse('note-missing', 'note');
    if ([...note].length > emergencyLimits.mostCharacters) return refuse('words-too-many', 'note', { atMost: emergencyLimits.mostCharacters });
    return this.database.as(actor, async (tx) => {
      const row = (await this.store.byIds(tx, [id])).get(id);
      if (row === undefined) return refuse('not-found');
      if (row.accountId === actor.accountId) return refuse('own-emergency');
      if (!(await this.store.review(tx, row, actor.accountId, verdict, note.trim()))) return refuse('already-reviewed');
      await this.audit.record(tx, { action: `emergency.${verdict}`, object: { kind: 'break-glass', id }, patientId: row.patientId, basis: `break-glass ${id}` });
      await this.outbox.add(tx, emergencyOpened(row.id, row.patientId));
      await this.outbox.add(tx, emergencyToReview(row.id, actor.accountId));
      return { ...row, verdict, reviewedBy: actor.accountId, reviewedAt: await tx.now() };
    });
  }
}
