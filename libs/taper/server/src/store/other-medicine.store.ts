import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import type { DatedMedicine, LocalDate } from '@evenkeel/taper-rules';
import type { OfPatient } from './intake.store.js';

/** Where names of other medicines are sealed; the row is their id. */
export const sealedMedicine = 'clin.other_medicine.name';

export interface StoredMedicine extends DatedMedicine, OfPatient {
  readonly id: string;
  readonly enteredAt: Date;
  readonly startedReviewedAt: Date | null;
  readonly stoppedReviewedAt: Date | null;
}

type Sealed = Omit<StoredMedicine, 'name'> & { readonly name: Buffer };

const columns = `id, organisation_id AS "organisationId", patient_id AS "patientId", name, started_on::text AS "startedOn", stopped_on::text AS "stoppedOn", entered_at AS "enteredAt",
  started_reviewed_at AS "startedReviewedAt", stopped_reviewed_at AS "stoppedReviewedAt"`;

/** Other medicines of a patient. Decides nothing. */
@Injectable()
export class OtherMedicineStore {
  constructor(private readonly sealer: Sealer) {}

  /** Everything that was ever entered, in the order of entry. */
  async all(tx: Tx, patientId: PatientId): Promise<readonly StoredMedicine[]> {
    const rows = await tx.query<Sealed>(`SELECT ${columns} FROM clin.other_medicine WHERE patient_id = $1 ORDER BY entered_at, id`, [patientId]);
    return Promise.all(rows.map((row) => this.opened(tx, row)));
  }

  /** Locked until the commit. */
  async find(tx: Tx, id: string): Promise<StoredMedicine | null> {
    const [row] = await tx.query<Sealed>(`SELECT ${columns} FROM clin.other_medicine WHERE id = $1 FOR UPDATE`, [id]);
    return row === undefined ? null : this.opened(tx, row);
  }

  async add(tx: Tx, { organisationId, patientId }: OfPatient, id: string, by: AccountId, { name, startedOn, stoppedOn }: DatedMedicine): Promise<void> {
    const sealed = await this.sealer.seal(tx, patientId, sealedMedicine, id, name);
    await tx.execute(
      `INSERT INTO clin.other_medicine (organisation_id, patient_id, id, name, started_on, stopped_on, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, clock.now())`,
      [organisationId, patientId, id, sealed, startedOn, stoppedOn, by]);
  }

  /** Another end is an end that nobody has looked at. `null`: no end is known any more. */
  async stop(tx: Tx, { patientId, id }: StoredMedicine, on: LocalDate | null): Promise<void> {
    await tx.execute(`UPDATE clin.other_medicine SET stopped_on = $3, stopped_reviewed_at = NULL WHERE patient_id = $1 AND id = $2`, [patientId, id, on]);
  }

  /** Its start was looked at, and its stop if it has one. */
  async review(tx: Tx, { patientId, id }: StoredMedicine, by: AccountId): Promise<void> {
    await tx.execute(
      `UPDATE clin.other_medicine SET started_reviewed_at = coalesce(started_reviewed_at, clock.now()), reviewed_by = $3,
              stopped_reviewed_at = CASE WHEN stopped_on IS NOT NULL THEN coalesce(stopped_reviewed_at, clock.now()) END WHERE patient_id = $1 AND id = $2`, [patientId, id, by]);
  }

  private async opened(tx: Tx, row: Sealed): Promise<StoredMedicine> {
    return { ...row, name: await this.sealer.open(tx, row.patientId, sealedMedicine, row.id, row.name) };
  }
}
