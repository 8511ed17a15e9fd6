import { Injectable } from '@nestjs/common';
import type { TaskKind, TaskOutcome, TaskRole } from '@evenkeel/care-team-rules';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';

/** A task as it is stored, with the note opened. */
export interface Task {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly kind: TaskKind;
  readonly about: string;
  readonly forRole: TaskRole;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly closedAt: Date | null;
  readonly closedBy: AccountId | null;
  /** `settled` when the cause was gone before anybody answered. */
  readonly outcome: Exclude<TaskOutcome, 'not-reached'> | 'settled' | null;
  readonly note: string | null;
}

type Stored = Omit<Task, 'note'> & { readonly note: Buffer | null };

/** Where the words of a task are sealed. */
const notePlace = 'clin.task.note';

const columns = `id, organisation_id AS "organisationId", patient_id AS "patientId", kind, about, for_role AS "forRole", opened_at AS "openedAt", due_at AS "dueAt", attempts,
  closed_at AS "closedAt", closed_by AS "closedBy", outcome, note`;

/** Tasks of the team. Decides nothing. */
@Injectable()
export class TaskStore {
  constructor(private readonly sealer: Sealer) {}

  /** The id of the task if it was opened by this; `null` when there is one already. One that had settled by itself opens again. */
  async open(tx: Tx, task: Pick<Task, 'organisationId' | 'patientId' | 'kind' | 'about' | 'forRole' | 'dueAt'>): Promise<string | null> {
    const id = newId();
    const { organisationId, patientId, kind, about, forRole, dueAt } = task;
    const isNew = await tx.execute(
      `INSERT INTO clin.task (organisation_id, patient_id, id, kind, about, for_role, opened_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, clock.now(), $7) ON CONFLICT DO NOTHING`,
      [organisationId, patientId, id, kind, about, forRole, dueAt]);
    if (isNew > 0) return id;
    const again = await tx.query<{ id: string }>(
      `UPDATE clin.task SET opened_at = clock.now(), due_at = $4, attempts = 0, closed_at = NULL, outcome = NULL
        WHERE patient_id = $1 AND kind = $2 AND about = $3 AND outcome = 'settled' RETURNING id`, [patientId, kind, about, dueAt]);
    return again[0]?.id ?? null;
  }

  /** Ids of what was open and is settled now. */
  async settle(tx: Tx, patientId: PatientId, kinds: readonly TaskKind[], about: string | null): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE clin.task SET closed_at = clock.now(), outcome = 'settled'
        WHERE patient_id = $1 AND kind = ANY ($2::text[]) AND ($3::text IS NULL OR about = $3) AND closed_at IS NULL RETURNING id`, [patientId, kinds, about]);
    return rows.map(({ id }) => id);
  }

  /** The task of this id, locked until the commit; `null` where there is none to be seen. */
  async find(tx: Tx, id: string): Promise<Task | null> {
    const [row] = await tx.query<Stored>(`SELECT ${columns} FROM clin.task WHERE id = $1 FOR UPDATE`, [id]);
    return row === undefined ? null : await this.opened(tx, row);
  }

  /** Tasks of these patients: what is open, the most urgent first, or what was closed last, two hundred at most. */
  async list(tx: Tx, patientIds: readonly PatientId[], isOpen: boolean): Promise<readonly Task[]> {
    const rows = await tx.query<Stored>(
      isOpen
        ? `SELECT ${columns} FROM clin.task WHERE patient_id = ANY ($1::uuid[]) AND closed_at IS NULL ORDER BY due_at, id LIMIT 200`
        : `SELECT ${columns} FROM clin.task WHERE patient_id = ANY ($1::uuid[]) AND closed_at IS NOT NULL ORDER BY closed_at DESC, id LIMIT 200`, [patientIds]);
    await this.sealer.preload(tx, [...new Set(rows.filter(({ note }) => note !== null).map((row) => row.patientId))]);
    return Promise.all(rows.map((row) => this.opened(tx, row)));
  }

  async close(tx: Tx, task: Task, by: AccountId, outcome: Exclude<TaskOutcome, 'not-reached'>, note: string | null): Promise<void> {
    await tx.execute(`UPDATE clin.task SET closed_at = clock.now(), closed_by = $3, outcome = $4 WHERE patient_id = $1 AND id = $2`, [task.patientId, task.id, by, outcome]);
    await this.write(tx, task, by, note);
  }

  /** Somebody tried in vain: it stays open until the next time. */
  async tryAgain(tx: Tx, task: Task, by: AccountId, dueAt: Date, note: string | null): Promise<void> {
    await tx.execute(`UPDATE clin.task SET attempts = attempts + 1, due_at = $3 WHERE patient_id = $1 AND id = $2`, [task.patientId, task.id, dueAt]);
    await this.write(tx, task, by, note);
  }

  private async write(tx: Tx, { patientId, id }: Task, by: AccountId, note: string | null): Promise<void> {
    if (note === null) return;
    const sealed = await this.sealer.seal(tx, patientId, notePlace, id, note);
    await tx.execute(`UPDATE clin.task SET note = $3, noted_by = $4 WHERE patient_id = $1 AND id = $2`, [patientId, id, sealed, by]);
  }

  private async opened(tx: Tx, row: Stored): Promise<Task> {
    return { ...row, note: row.note === null ? null : await this.sealer.open(tx, row.patientId, notePlace, row.id, row.note) };
  }
}
