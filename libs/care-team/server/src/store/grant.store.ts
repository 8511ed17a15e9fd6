import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';

/**
 * The flat grants of a patient, and who may change something while they change. A change holds the patient's access
 * shared until its commit (`Access.basisForChange`); whoever ends an access takes it alone. So an ending is either before a change, which then
 * finds nobody with a right, or after its commit: no change commits after the ending that should have stopped it.
 */
@Injectable()
export class GrantStore {
  /** Taken first by whatever gives or ends an access. Waits for changes that have begun. */
  async seize(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('access ' || $1::text, 0))`, [patientId]);
  }

  /** Makes the grants anew from team and consents. */
  async refresh(tx: Tx, patientId: PatientId): Promise<void> {
    await tx.query('SELECT clin.refresh_grants($1)', [patientId]);
  }
}
