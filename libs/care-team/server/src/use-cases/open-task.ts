import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { taskDueAt, type TaskKind, type TaskRole } from '@evenkeel/care-team-rules';
import { Outbox, type Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { taskChanged } from '../realtime.js';
import { TaskStore } from '../store/task.store.js';

export interface NewTask {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly kind: TaskKind;
  /** Which one: a number, a date or an id. Never words. */
  readonly about: string;
  readonly forRole: TaskRole;
  /** `null`: as long as tasks of this kind wait. */
  readonly dueAt: Date | null;
}

/**
 * Opens a task in the transaction of its cause. There is one for each patient, kind and `about`: asking again changes nothing,
 * also after a person has answered it; one that had settled by itself opens again with its cause.
 */
@Injectable()
export class OpenTask {
  constructor(private readonly tasks: TaskStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  async run(tx: Tx, task: NewTask): Promise<void> {
    const dueAt = task.dueAt ?? new Date(taskDueAt(task.kind, (await tx.now()).getTime()));
    const id = await this.tasks.open(tx, { ...task, dueAt });
    if (id === null) return;
    await noteTask(this.audit, tx, 'task.open', { ...task, id });
    await this.outbox.add(tx, taskChanged(id, task.patientId));
  }
}

/** What the program does on its own; what a person did is in the audit as what they did. */
export async function noteTask(audit: Audit, tx: Tx, action: string, { id, patientId, organisationId }: { readonly id: string; readonly patientId: PatientId; readonly organisationId: OrganisationId }): Promise<void> {
  if (tx.actor.kind === 'system') await audit.record(tx, { action, object: { kind: 'task', id }, patientId, category: 'schedule', basis: 'system', organisationId });
}
