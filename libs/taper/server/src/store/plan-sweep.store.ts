import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';

/** What the calendar reads of plans, under the engine's role. */
@Injectable()
export class PlanSweepStore {
  /** Patients with a version whose time has come, the longest waiting first. */
  async due(tx: Tx, limit: number): Promise<readonly PatientId[]> {
    const rows = await tx.query<{ id: PatientId }>(
      `SELECT patient_id AS id FROM clin.plan_version WHERE next_at IS NOT NULL AND next_at <= clock.now() GROUP BY patient_id ORDER BY min(next_at) LIMIT $1`, [limit]);
    return rows.map(({ id }) => id);
  }

  /**
   * Locks the plans of one patient if something of them is still due; `false` when somebody else has them, or has just done it.
   * Whoever changes a plan takes the same lock, so it is one at a time for people and calendars alike.
   */
  async take(tx: Tx, patientId: PatientId): Promise<boolean> {
    const { mine } = await tx.one<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('plan ' || $1::uuid, 0)) AS mine`, [patientId]);
    if (!mine) return false;
    return (await tx.one<{ due: boolean }>(`SELECT EXISTS (SELECT FROM clin.plan_version WHERE patient_id = $1 AND next_at <= clock.now()) AS due`, [patientId])).due;
  }

  /** The hour on the patient's wall, 0 to 23. */
  async hour(tx: Tx, patientId: PatientId): Promise<number> {
    return (await tx.one<{ hour: number }>(`SELECT extract(hour FROM clock.now() AT TIME ZONE zone)::int AS hour FROM identity.patient WHERE id = $1`, [patientId])).hour;
  }

  /** The calendar looks at this patient's plans again in the next round: something happened that they depend on. */
  async soon(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.execute(`UPDATE clin.plan_version SET next_at = clock.now() WHERE patient_id = $1 AND state IN ('signed', 'active', 'held')`, [patientId]);
  }

  /** A patient whose plan cannot be swept is tried again later, so that others are not kept waiting. */
  async later(tx: Tx, patientId: PatientId, minutes: number): Promise<void> {
    await tx.execute(`UPDATE clin.plan_version SET next_at = clock.now() + $2 * interval '1 minute' WHERE patient_id = $1 AND next_at <= clock.now()`, [patientId, minutes]);
  }
}
