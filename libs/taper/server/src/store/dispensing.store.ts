import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import type { DispensingId, KeptDispensing } from '../dose-facts.js';

const columns = `organisation_id AS "organisationId", patient_id AS "patientId", id, product, quarters, ul, mg, concentration_ug_per_ml AS "concentrationUgPerMl",
                 dispensed_on::text AS "dispensedOn", entered_by AS "enteredBy",
                 EXISTS (SELECT FROM identity.patient p WHERE p.id = patient_id AND p.account_id = entered_by) AS "isByPatient", entered_at AS "enteredAt", confirmed_at AS "confirmedAt", withdrawn_at AS "withdrawnAt"`;

/** What was dispensed. Decides nothing. */
@Injectable()
export class DispensingStore {
  /** The dispensing of this id, whosever it is, as far as it may be seen. */
  async find(tx: Tx, id: DispensingId): Promise<KeptDispensing | null> {
    const [row] = await tx.query<KeptDispensing>(`SELECT ${columns} FROM clin.dispensing WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** Everything of a patient in the order of days and of being entered; with what was withdrawn. */
  async all(tx: Tx, patientId: PatientId): Promise<readonly KeptDispensing[]> {
    return tx.query<KeptDispensing>(`SELECT ${columns} FROM clin.dispensing WHERE patient_id = $1 ORDER BY dispensed_on, entered_at, id`, [patientId]);
  }

  /** `false` if there is one of this id already: a repetition, or somebody else's. */
  async add(tx: Tx, made: Omit<KeptDispensing, 'isByPatient' | 'enteredAt' | 'confirmedAt' | 'withdrawnAt'>): Promise<boolean> {
    return await tx.execute(
      `INSERT INTO clin.dispensing (organisation_id, patient_id, id, product, quarters, ul, mg, concentration_ug_per_ml, dispensed_on, entered_by, entered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock.now()) ON CONFLICT (id) DO NOTHING`,
      [made.organisationId, made.patientId, made.id, made.product, made.quarters, made.ul, made.mg, made.concentrationUgPerMl, made.dispensedOn, made.enteredBy]) > 0;
  }

  async confirm(tx: Tx, { patientId, id }: KeptDispensing, by: AccountId): Promise<void> {
    await tx.execute(`UPDATE clin.dispensing SET confirmed_at = clock.now(), confirmed_by = $3 WHERE patient_id = $1 AND id = $2 AND confirmed_at IS NULL`, [patientId, id, by]);
  }

  /** Entered by mistake: it stays where it is and counts no more. */
  async withdraw(tx: Tx, { patientId, id }: KeptDispensing): Promise<void> {
    await tx.execute(`UPDATE clin.dispensing SET withdrawn_at = clock.now() WHERE patient_id = $1 AND id = $2 AND withdrawn_at IS NULL`, [patientId, id]);
  }
}
