import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import type { ReadEntry } from '../visits.js';

/** What an auditor asks for. Days are instants, the first included, the last not. */
export interface EntryFilter {
  readonly from: Date;
  readonly until: Date;
  readonly actorId: string | null;
  readonly patientId: string | null;
  readonly action: string | null;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: 'person' | 'system';
  readonly actorId: string;
  readonly actingRole: string | null;
  readonly action: string;
  readonly patientId: PatientId | null;
  readonly category: string | null;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly basis: string;
  readonly requestId: string;
}

/** Reads the audit for the two who may: an auditor, and the patient whose record it is. Row-level security says the same. */
@Injectable()
export class EntryReader {
  /** Rows about one patient by people other than themselves, newest first, before a number. */
  async aboutPatient(tx: Tx, patientId: PatientId, ownAccount: string, before: string | null, limit: number): Promise<readonly ReadEntry[]> {
    return tx.query<ReadEntry>(
      `SELECT id::text AS id, at, actor_id AS "actorId", coalesce(acting_role, '') AS role, action, category, basis, patient_id AS "patientId"
         FROM audit.entry
        WHERE patient_id = $1 AND actor_kind = 'person' AND actor_id <> $2 AND ($3::bigint IS NULL OR id < $3::bigint)
        ORDER BY id DESC LIMIT $4`, [patientId, ownAccount, before, limit]);
  }

  /** Rows of the acting auditor's organisation, newest first, before a number. */
  async filtered(tx: Tx, filter: EntryFilter, before: string | null, limit: number): Promise<readonly AuditEntry[]> {
    return tx.query<AuditEntry>(
      `SELECT id::text AS id, at, actor_kind AS "actorKind", actor_id AS "actorId", acting_role AS "actingRole", action, patient_id AS "patientId", category,
              object_kind AS "objectKind", object_id AS "objectId", basis, request_id AS "requestId"
         FROM audit.entry
        WHERE organisation_id = app.org() AND at >= $1 AND at < $2 AND ($3::text IS NULL OR actor_id = $3) AND ($4::uuid IS NULL OR patient_id = $4::uuid)
          AND ($5::text IS NULL OR action = $5) AND ($6::bigint IS NULL OR id < $6::bigint)
        ORDER BY id DESC LIMIT $7`,
      [filter.from, filter.until, filter.actorId, filter.patientId, filter.action, before, limit]);
  }

  /** Verbs that occur in these days, by name. */
  async actions(tx: Tx, from: Date, until: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ action: string }>(`SELECT DISTINCT action FROM audit.entry WHERE organisation_id = app.org() AND at >= $1 AND at < $2 ORDER BY action`, [from, until]);
    return rows.map(({ action }) => action);
  }
}
