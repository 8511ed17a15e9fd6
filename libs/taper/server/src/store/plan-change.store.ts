import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import type { LocalDate, PlanChange } from '@evenkeel/taper-rules';
import type { ChangeCause, PlanChangeId, PlanRecord, ReviewDecision, StoredChange } from '../plan-record.js';

export interface NewChange {
  readonly id: PlanChangeId;
  readonly change: PlanChange;
  readonly cause: ChangeCause;
  /** `null` when the calendar did it. */
  readonly madeBy: AccountId | null;
  readonly tappedAt: Date;
  readonly because?: readonly string[];
}

const notePlace = 'clin.step_review.note';

/** What happened to a plan since it was signed. Decides nothing. */
@Injectable()
export class PlanChangeStore {
  constructor(private readonly sealer: Sealer) {}

  /** The change of this id, whosever plan it belongs to, as far as it may be seen. */
  async find(tx: Tx, id: PlanChangeId): Promise<(StoredChange & { readonly patientId: PatientId }) | null> {
    const [row] = await tx.query<StoredChange & { readonly patientId: PatientId }>(
      `SELECT patient_id AS "patientId", id, number, kind, cause, on_date::text AS "on", days, steps, because, made_by AS "madeBy", tapped_at AS "tappedAt",
              received_at AS "receivedAt", undone_at AS "undoneAt" FROM clin.plan_change WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** `false` if there is a change of this id already: a repetition, or somebody else's. */
  async add(tx: Tx, { organisationId, patientId, number }: PlanRecord, { id, change, cause, madeBy, tappedAt, because }: NewChange): Promise<boolean> {
    return await tx.execute(
      `INSERT INTO clin.plan_change (organisation_id, patient_id, id, number, kind, cause, on_date, days, steps, made_by, tapped_at, because, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, clock.now()) ON CONFLICT (id) DO NOTHING`,
      [organisationId, patientId, id, number, change.kind, cause, change.on, change.kind === 'hold' ? change.days : null, change.kind === 'step-back' ? change.steps : null,
        madeBy, tappedAt, because ?? null]) > 0;
  }

  /** Takes changes back; they stay where they are and count no more. */
  async undo(tx: Tx, patientId: PatientId, ids: readonly PlanChangeId[]): Promise<void> {
    if (ids.length > 0) await tx.execute(`UPDATE clin.plan_change SET undone_at = clock.now() WHERE patient_id = $1 AND id = ANY ($2::uuid[]) AND undone_at IS NULL`, [patientId, ids]);
  }

  /** What a lock is for may change while it lasts. */
  async explain(tx: Tx, patientId: PatientId, id: PlanChangeId, because: readonly string[]): Promise<void> {
    await tx.execute(`UPDATE clin.plan_change SET because = $3 WHERE patient_id = $1 AND id = $2`, [patientId, id, because]);
  }

  /** The day of a moment on the patient's calendar. A moment that has not come yet counts as now. */
  async dayOf(tx: Tx, patientId: PatientId, moment: Date): Promise<LocalDate> {
    return (await tx.one<{ on: string }>(`SELECT (least($2::timestamptz, clock.now()) AT TIME ZONE zone)::date::text AS "on" FROM identity.patient WHERE id = $1`, [patientId, moment])).on;
  }

  async addReview(tx: Tx, { organisationId, patientId, number }: PlanRecord, review: { readonly cutOn: LocalDate; readonly decision: ReviewDecision; readonly note: string | null; readonly by: AccountId }): Promise<void> {
    const id = newId();
    const note = review.note === null ? null : await this.sealer.seal(tx, patientId, notePlace, id, review.note);
    await tx.execute(
      `INSERT INTO clin.step_review (organisation_id, patient_id, number, cut_on, id, decision, note, reviewed_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock.now())`,
      [organisationId, patientId, number, review.cutOn, id, review.decision, note, review.by]);
  }
}
