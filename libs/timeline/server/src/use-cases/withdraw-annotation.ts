import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { timelineChanged } from '../realtime.js';
import { type Annotation, AnnotationStore } from '../store/annotation.store.js';

/** Takes an annotation back. Its author only; it stays readable, marked as withdrawn, for whoever could read it. */
@Injectable()
export class WithdrawAnnotation {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: AnnotationStore,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, of: string): Promise<Annotation | Refusal> {
    if (!isId(of)) return refuse('not-found');
    const id = asId('Annotation', of);
    return this.database.as(actor, async (tx) => {
      const there = await this.store.own(tx, actor, id);
      const basis = there === null ? null : await this.access.basisForChange(tx, actor, 'team', there.patientId);
      if (there === null || basis === null) return refuse('not-found');
      if (there.withdrawnAt !== null) return there;
      const { patientId, visibility } = there;
      await this.store.withdraw(tx, actor, patientId, id);
      await this.audit.record(tx, { action: 'annotation.withdraw', object: { kind: 'annotation', id }, patientId, category: 'free_text', basis: printBasis(basis) });
      await this.outbox.add(tx, timelineChanged(patientId, visibility, actor.accountId));
      return { ...there, withdrawnAt: await tx.now() };
    });
  }
}
