import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import type { TaskKind } from '@evenkeel/care-team-rules';
import { Outbox, type Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { taskChanged } from '../realtime.js';
import { TaskStore } from '../store/task.store.js';
import { noteTask } from './open-task.js';

export interface SettledTask {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly kind: TaskKind | readonly TaskKind[];
  /** Only this one; all of the kind without it. */
  readonly about?: string;
}

/** Closes what is open of a kind because its cause is gone, in the transaction in which it went. */
@Injectable()
export class SettleTask {
  constructor(private readonly tasks: TaskStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  async run(tx: Tx, { organisationId, patientId, kind, about }: SettledTask): Promise<void> {
    for (const id of await this.tasks.settle(tx, patientId, typeof kind === 'string' ? [kind] : kind, about ?? null)) {
      await noteTask(this.audit, tx, 'task.settle', { id, patientId, organisationId });
      await this.outbox.add(tx, taskChanged(id, patientId));
    }
  }
}
