import { Injectable } from '@nestjs/common';
import type { LastOccurrence } from '@evenkeel/check-ins-rules';
import type { Tx } from '@evenkeel/database';
import type { PatientId, ScheduleId } from '@evenkeel/kernel';
import { In } from 'typeorm';
import { CheckInScheduleRow } from './check-in-schedule.row.js';

/** Loads, locks and writes schedules. Decides nothing. */
@Injectable()
export class ScheduleStore {
  /** Locks one schedule of this patient; `null` if there is none, or if it belongs to somebody else. */
  async lock(tx: Tx, patientId: PatientId, id: ScheduleId): Promise<CheckInScheduleRow | null> {
    return tx.manager.findOne(CheckInScheduleRow, { where: { patientId, id }, lock: { mode: 'pessimistic_write' } });
  }

  async insert(tx: Tx, row: CheckInScheduleRow): Promise<void> {
    await tx.manager.insert(CheckInScheduleRow, row);
  }

  /** Every column but the keys. The row must be locked. */
  async update(tx: Tx, { organisationId, patientId, id, ...columns }: CheckInScheduleRow): Promise<void> {
    await tx.manager.update(CheckInScheduleRow, { organisationId, patientId, id }, columns);
  }

  /** Schedules by patient, oldest first. */
  async ofPatients(tx: Tx, patientIds: readonly PatientId[]): Promise<readonly CheckInScheduleRow[]> {
    if (patientIds.length === 0) return [];
    return tx.manager.find(CheckInScheduleRow, { where: { patientId: In([...patientIds]) }, order: { setAt: 'ASC', id: 'ASC' } });
  }

  /** The newest check-in that this schedule has made, as it was really planned. */
  async lastOccurrence(tx: Tx, patientId: PatientId, id: ScheduleId): Promise<LastOccurrence | null> {
    const [row] = await tx.query<{ localDate: string; at: Date }>(
      `SELECT local_date::text AS "localDate", at FROM clin.check_in WHERE patient_id = $1 AND schedule_id = $2 ORDER BY local_date DESC LIMIT 1`,
      [patientId, id]);
    return row === undefined ? null : { localDate: row.localDate, opensAt: row.at.getTime() };
  }

  /** Where the patient's clock hangs now; `null` for a patient who cannot be seen here. */
  async patientZone(tx: Tx, patientId: PatientId): Promise<string | null> {
    const [row] = await tx.query<{ zone: string }>(`SELECT zone FROM identity.patient WHERE id = $1`, [patientId]);
    return row?.zone ?? null;
  }

  /** When the next check-in of each patient opens; patients without one are missing. */
  async nextAt(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Date>> {
    const rows = await tx.query<{ id: PatientId; at: Date }>(
      `SELECT patient_id AS id, min(next_at) AS at FROM clin.check_in_schedule
        WHERE organisation_id = app.org() AND patient_id = ANY ($1::uuid[]) AND next_at IS NOT NULL AND NOT paused GROUP BY patient_id`, [patientIds]);
    return new Map(rows.map((row) => [row.id, row.at]));
  }
}
