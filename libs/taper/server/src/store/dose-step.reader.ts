import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import type { DoseStep } from '@evenkeel/taper-rules';

export type StepKind = 'start' | 'reduce' | 'hold' | 'step-back' | 'stop' | 'switch' | 'maintenance';

/** A dose step with who signed it. */
export interface SignedDoseStep extends DoseStep {
  readonly id: string;
  readonly patientId: PatientId;
  readonly kind: StepKind;
  readonly signedBy: AccountId;
  readonly signedAt: Date;
  /** The date on the patient's calendar at the moment of reading. */
  readonly today: string;
}

interface StoredStep {
  readonly id: string;
  readonly patientId: PatientId;
  readonly kind: StepKind;
  readonly signedBy: AccountId;
  readonly signedAt: Date;
  readonly today: string;
  readonly startsOn: string;
  readonly medicine: DoseStep['medicine'];
  readonly total: number;
  readonly morning: number;
  readonly midday: number;
  readonly evening: number;
  readonly night: number;
}

/** Dose steps of the newest plan version. Callers filter patients by `Access` (category `taper_plan`) first. */
@Injectable()
export class DoseStepReader {
  /** Steps by patient in the order in which they start; a patient without a plan has an empty list. */
  async steps(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, readonly SignedDoseStep[]>> {
    const byPatient = new Map<PatientId, SignedDoseStep[]>(patientIds.map((id) => [id, []]));
    if (patientIds.length === 0) return byPatient;
    const rows = await tx.query<StoredStep>(
      `SELECT s.id, s.patient_id AS "patientId", s.kind, s.signed_by AS "signedBy", s.signed_at AS "signedAt", s.starts_on::text AS "startsOn",
              s.drug AS medicine, s.total_ug AS total, s.morning_ug AS morning, s.midday_ug AS midday, s.evening_ug AS evening, s.night_ug AS night,
              (clock.now() AT TIME ZONE p.zone)::date::text AS today
         FROM clin.dose_step s JOIN identity.patient p ON p.id = s.patient_id AND p.organisation_id = s.organisation_id
        WHERE s.patient_id = ANY ($1::uuid[])
          AND s.plan_version = (SELECT max(v.plan_version) FROM clin.dose_step v WHERE v.patient_id = s.patient_id)
        ORDER BY s.patient_id, s.starts_on, s.drug`, [patientIds]);
    for (const { morning, midday, evening, night, ...step } of rows) {
      byPatient.get(step.patientId)?.push({ ...step, slots: { morning, midday, evening, night } });
    }
    return byPatient;
  }

  /** Steps of one patient. */
  async stepsOf(tx: Tx, patientId: PatientId): Promise<readonly SignedDoseStep[]> {
    return (await this.steps(tx, [patientId])).get(patientId) ?? [];
  }
}
