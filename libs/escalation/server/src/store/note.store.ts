import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId } from '@evenkeel/kernel';
import type { AlertRow } from './alert.row.js';

const place = 'clin.alert_note.note';

/** Closing notes are words about a patient: sealed with the patient's key. */
@Injectable()
export class NoteStore {
  constructor(private readonly sealer: Sealer) {}

  async insert(tx: Tx, row: Pick<AlertRow, 'organisationId' | 'patientId' | 'id'>, writtenBy: AccountId, note: string): Promise<void> {
    const id = newId<'AlertNote'>();
    const sealed = await this.sealer.seal(tx, row.patientId, place, id, note);
    await tx.execute(
      `INSERT INTO clin.alert_note (organisation_id, patient_id, alert_id, id, note, written_by, at) VALUES ($1, $2, $3, $4, $5, $6, clock.now())`,
      [row.organisationId, row.patientId, row.id, id, sealed, writtenBy]);
  }
}
