import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { checkTaskClosing, may, mayCloseTask, nextAttemptAt } from '@evenkeel/care-team-rules';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { Access, printBasis } from '../access.js';
import { taskChanged } from '../realtime.js';
import { type Task, TaskStore } from '../store/task.store.js';

export interface TaskAnswer {
  readonly id: string;
  readonly outcome: string;
  readonly note: string | null;
}

/**
 * Somebody answers a task. Not having reached the patient leaves it open for the next day. Refusals: `not-found`,
 * `not-an-outcome`, `note-missing`, `words-too-many`, `task-closed`, `not-for-your-role`.
 */
@Injectable()
export class CloseTask {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly tasks: TaskStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, { id, outcome, note }: TaskAnswer): Promise<Task | Refusal> {
    if (!may(actor.role, 'task.close') || !isId(id)) return refuse('not-found');
    return this.database.as(actor, async (tx) => {
      const task = await this.tasks.find(tx, id);
      const basis = task === null ? null : await this.access.basisForChange(tx, actor, 'schedule', task.patientId);
      if (task === null || basis === null) return refuse('not-found');
      if (!mayCloseTask(actor.role, task.forRole)) return refuse('not-for-your-role');
      if (task.closedAt !== null) return refuse('task-closed');
      const closing = checkTaskClosing(task.kind, { outcome, note });
      if (isRefusal(closing)) return closing;
      if (closing.outcome === 'not-reached') await this.tasks.tryAgain(tx, task, actor.accountId, new Date(nextAttemptAt((await tx.now()).getTime())), closing.note);
      else await this.tasks.close(tx, task, actor.accountId, closing.outcome, closing.note);
      await this.audit.record(tx, { action: closing.outcome === 'not-reached' ? 'task.try' : 'task.close', object: { kind: 'task', id }, patientId: task.patientId, category: 'schedule', basis: printBasis(basis) });
      await this.outbox.add(tx, taskChanged(id, task.patientId));
      const after = await this.tasks.find(tx, id);
      if (after === null) throw new Error('A task is gone within its own transaction');
      return after;
    });
  }
}
