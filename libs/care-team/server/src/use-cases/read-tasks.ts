import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may, mayCloseTask } from '@evenkeel/care-team-rules';
import { Database, type Tx } from '@evenkeel/database';
import { PatientReader, PeopleReader } from '@evenkeel/identity-server';
import type { Actor } from '@evenkeel/kernel';
import { Access, auditedReads } from '../access.js';
import { type Task, TaskStore } from '../store/task.store.js';

/** A task as a reader is shown it. */
export interface ShownTask {
  readonly task: Task;
  readonly patientName: string;
  /** `null` while it is open, and when it settled by itself. */
  readonly closedByName: string | null;
  readonly isLate: boolean;
  /** Whether the reader can answer it. */
  readonly isMine: boolean;
}

/** Tasks about the patients of a prescriber or coordinator: what is open, or what was closed last. */
@Injectable()
export class ReadTasks {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly tasks: TaskStore, private readonly patients: PatientReader,
    private readonly people: PeopleReader, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, isOpen: boolean): Promise<readonly ShownTask[]> {
    if (!may(actor.role, 'task.read')) return [];
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'schedule');
      const tasks = await this.tasks.list(tx, [...readings.keys()], isOpen);
      const named = new Set(tasks.map(({ patientId }) => patientId));
      await this.audit.readAll(tx, auditedReads(new Map([...readings].filter(([id]) => named.has(id))), 'schedule', { kind: 'task-list', id: null }));
      return this.shown(tx, actor, tasks);
    });
  }

  /** One task after its answer, for whoever answered. */
  async afterAnswer(actor: Actor, task: Task): Promise<ShownTask> {
    const [shown] = await this.database.as(actor, (tx) => this.shown(tx, actor, [task]));
    if (shown === undefined) throw new Error('A task cannot be shown');
    return shown;
  }

  private async shown(tx: Tx, actor: Actor, tasks: readonly Task[]): Promise<readonly ShownTask[]> {
    const names = await this.people.names(tx, tasks.flatMap(({ closedBy }) => (closedBy === null ? [] : [closedBy])));
    const patients = await this.patients.byIds(tx, tasks.map(({ patientId }) => patientId));
    const now = await tx.now();
    return tasks.map((task) => ({
      task, patientName: patients.get(task.patientId)?.name ?? '', closedByName: task.closedBy === null ? null : (names.get(task.closedBy) ?? ''),
      isLate: task.closedAt === null && task.dueAt < now, isMine: task.closedAt === null && mayCloseTask(actor.role, task.forRole),
    }));
  }
}
