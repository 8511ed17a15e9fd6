import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { LocalDate, SlotWord } from '@evenkeel/taper-rules';
import { wordsOf } from '@evenkeel/taper-rules';
import type { DoseRecordId, KeptRecord } from '../dose-facts.js';

const columns = `organisation_id AS "organisationId", patient_id AS "patientId", id, local_date::text AS "localDate", slot, kind, tapped_at AS "tappedAt",
                 received_at AS "receivedAt", withdrawn_at AS "withdrawnAt"`;

/** What patients said about their doses. Decides nothing. */
@Injectable()
export class DoseRecordStore {
  /** The record of this id, whosever it is, as far as it may be seen. */
  async find(tx: Tx, id: DoseRecordId): Promise<KeptRecord | null> {
    const [row] = await tx.query<KeptRecord>(`SELECT ${columns} FROM clin.dose_record WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** `false` if there is a record of this id already: a repetition, or somebody else's. */
  async add(tx: Tx, record: Omit<KeptRecord, 'receivedAt' | 'withdrawnAt'>): Promise<boolean> {
    return await tx.execute(
      `INSERT INTO clin.dose_record (organisation_id, patient_id, id, local_date, slot, kind, tapped_at, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, clock.now()) ON CONFLICT (id) DO NOTHING`,
      [record.organisationId, record.patientId, record.id, record.localDate, record.slot, record.kind, record.tappedAt]) > 0;
  }

  /** Takes it back; it stays where it is and counts no more. */
  async withdraw(tx: Tx, { patientId, id }: KeptRecord): Promise<void> {
    await tx.execute(`UPDATE clin.dose_record SET withdrawn_at = clock.now() WHERE patient_id = $1 AND id = $2 AND withdrawn_at IS NULL`, [patientId, id]);
  }

  /** Days from one to the other, both counted, in the order of days and taps; with what was taken back. */
  async between(tx: Tx, patientId: PatientId, from: LocalDate, to: LocalDate): Promise<readonly KeptRecord[]> {
    return tx.query<KeptRecord>(
      `SELECT ${columns} FROM clin.dose_record WHERE patient_id = $1 AND local_date BETWEEN $2 AND $3 ORDER BY local_date, tapped_at, id`, [patientId, from, to]);
  }

  /** What stands, from a day on. */
  async words(tx: Tx, patientId: PatientId, from: LocalDate): Promise<readonly SlotWord[]> {
    const rows = await tx.query<KeptRecord>(`SELECT ${columns} FROM clin.dose_record WHERE patient_id = $1 AND local_date >= $2 AND withdrawn_at IS NULL`, [patientId, from]);
    return wordsOf(rows.map(({ id, localDate, slot, kind, tappedAt }) => ({ id, on: localDate, slot, kind, tappedAt: tappedAt.getTime() })));
  }

  /**
   * The last day on the patient's calendar on which somebody who prescribes changed the plan or signed a version; `null` if
   * nobody has.
   */
  async dealtWithUntil(tx: Tx, patientId: PatientId): Promise<LocalDate | null> {
    return (await tx.one<{ on: LocalDate | null }>(
      `SELECT (greatest((SELECT max(received_at) FROM clin.plan_change WHERE patient_id = $1 AND cause = 'prescriber' AND undone_at IS NULL),
                        (SELECT max(signed_at) FROM clin.plan_version WHERE patient_id = $1)) AT TIME ZONE zone)::date::text AS "on"
         FROM identity.patient WHERE id = $1`, [patientId])).on;
  }
}
