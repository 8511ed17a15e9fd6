import { newId } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { TestDatabase } from '@evenkeel/testing';

/** A signed step that is taken in the evening as a whole. Returns its id. */
export async function planStep(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly startsOn: string;
  readonly total: number;
  readonly signedBy: AccountId;
  readonly drug?: string;
  readonly kind?: 'start' | 'reduce' | 'hold' | 'step-back' | 'stop';
  readonly planVersion?: number;
}): Promise<string> {
  const id = newId();
  await t.owner.query(
    `INSERT INTO clin.dose_step (organisation_id, patient_id, starts_on, id, drug, kind, total_ug, evening_ug, plan_version, signed_by, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, clock.now())`,
    [of.organisationId, of.patientId, of.startsOn, id, of.drug ?? 'clonazepam', of.kind ?? 'reduce', of.total, of.planVersion ?? 1, of.signedBy]);
  return id;
}
