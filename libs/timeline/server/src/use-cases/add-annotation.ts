import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, asId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkAnnotation, isAnnotatingRole } from '@evenkeel/timeline-rules';
import { timelineChanged } from '../realtime.js';
import { type Annotation, AnnotationStore } from '../store/annotation.store.js';

/** An annotation as it came from a device. */
export interface NewAnnotation {
  /** Made by the device, the same in every repetition. */
  readonly id: string;
  readonly patientId: string;
  readonly localDate: string;
  readonly visibility: string;
  readonly text: string;
}

/**
 * Writes an annotation about a day of a patient. Whoever is not on the team gets the same refusal as for a patient who
 * does not exist. A repetition changes nothing and answers what is stored.
 */
@Injectable()
export class AddAnnotation {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: AnnotationStore,
    private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, input: NewAnnotation): Promise<Annotation | Refusal> {
    if (!isId(input.id)) return refuse('not-an-id', 'id');
    if (!isAnnotatingRole(actor.role) || !isId(input.patientId)) return refuse('not-found');
    const id = asId('Annotation', input.id);
    const patientId = asId('Patient', input.patientId);
    return this.database.as(actor, async (tx) => {
      const basis = await this.access.basisForChange(tx, actor, 'team', patientId);
      const today = basis === null ? null : await this.store.today(tx, actor, patientId);
      if (basis === null || today === null) return refuse('not-found');
      const checked = checkAnnotation(input, today);
      if (isRefusal(checked)) return checked;
      const isNew = await this.store.insert(tx, actor, patientId, id, checked);
      const stored = await this.store.own(tx, actor, id);
      if (stored === null || stored.patientId !== patientId) return refuse('not-found');
      if (isNew) {
        await this.audit.record(tx, { action: 'annotation.add', object: { kind: 'annotation', id }, patientId, category: 'free_text', basis: printBasis(basis) });
        await this.outbox.add(tx, timelineChanged(patientId, stored.visibility, actor.accountId));
      }
      return stored;
    });
  }
}
