import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { MedicineCode } from '@evenkeel/medicines-rules';
import { type DatedDose, type DayDose, doseOf, inCodeOrder, type LocalDate } from '@evenkeel/taper-rules';
import type { DoseRow } from '../dose-rows.js';
import { DoseStepReader } from './dose-step.reader.js';

/** The dated steps that everybody reads: written again from versions and changes, by whoever changed them. */
@Injectable()
export class DoseStepStore {
  constructor(private readonly reader: DoseStepReader) {}

  /**
   * What was prescribed, whole days in the order of dates: each with every medicine that is taken from that date on.
   * Of the newest plan, whose steps begin with the history before it.
   */
  async prescribed(tx: Tx, patientId: PatientId): Promise<readonly DatedDose[]> {
    const steps = await this.reader.stepsOf(tx, patientId);
    const days: DatedDose[] = [];
    let taken: ReadonlyMap<MedicineCode, DayDose[number]> = new Map();
    for (const on of new Set(steps.map(({ startsOn }) => startsOn))) {
      taken = new Map([...taken, ...steps.filter(({ startsOn }) => startsOn === on).map(({ medicine, slots }) => [medicine, doseOf(medicine, slots)] as const)]);
      days.push({ startsOn: on, dose: inCodeOrder([...taken.values()].filter(({ total }) => total > 0)) });
    }
    return days;
  }

  /**
   * Makes the steps of a version exactly these, behind what the version before prescribed until it began. Steps that stay
   * the same keep their ids. One statement each, whatever the number of steps.
   */
  async rewrite(tx: Tx, of: { readonly organisationId: OrganisationId; readonly patientId: PatientId; readonly number: number; readonly startsOn: LocalDate; readonly signedBy: AccountId; readonly signedAt: Date }, rows: readonly DoseRow[]): Promise<void> {
    const key = [of.organisationId, of.patientId, of.number];
    await tx.execute(
      `INSERT INTO clin.dose_step (organisation_id, patient_id, starts_on, id, drug, kind, total_ug, morning_ug, midday_ug, evening_ug, night_ug, plan_version, signed_by, signed_at)
       SELECT s.organisation_id, s.patient_id, s.starts_on, gen_random_uuid(), s.drug, s.kind, s.total_ug, s.morning_ug, s.midday_ug, s.evening_ug, s.night_ug, $3, s.signed_by, s.signed_at
         FROM clin.dose_step s
        WHERE s.organisation_id = $1 AND s.patient_id = $2 AND s.starts_on < $4
          AND s.plan_version = (SELECT max(b.plan_version) FROM clin.dose_step b WHERE b.patient_id = $2 AND b.plan_version < $3)
          AND NOT EXISTS (SELECT FROM clin.dose_step n WHERE n.patient_id = $2 AND n.plan_version = $3)
       ON CONFLICT (patient_id, plan_version, drug, starts_on) DO NOTHING`, [...key, of.startsOn]);
    await tx.execute(
      `DELETE FROM clin.dose_step s WHERE s.organisation_id = $1 AND s.patient_id = $2 AND s.plan_version = $3 AND s.starts_on >= $4
          AND NOT EXISTS (SELECT FROM unnest($5::date[], $6::text[]) AS n(starts_on, drug) WHERE n.starts_on = s.starts_on AND n.drug = s.drug)`,
      [...key, of.startsOn, rows.map(({ startsOn }) => startsOn), rows.map(({ medicine }) => medicine)]);
    await tx.execute(
      `INSERT INTO clin.dose_step AS s (organisation_id, patient_id, plan_version, signed_by, signed_at, starts_on, id, drug, kind, total_ug, morning_ug, midday_ug, evening_ug, night_ug)
       SELECT $1, $2, $3, $4, $5, given.* FROM unnest($6::date[], $7::uuid[], $8::text[], $9::text[], $10::int[], $11::int[], $12::int[], $13::int[], $14::int[]) AS given
       ON CONFLICT (patient_id, plan_version, drug, starts_on) DO UPDATE
         SET kind = excluded.kind, total_ug = excluded.total_ug, morning_ug = excluded.morning_ug, midday_ug = excluded.midday_ug, evening_ug = excluded.evening_ug, night_ug = excluded.night_ug
         WHERE (s.kind, s.morning_ug, s.midday_ug, s.evening_ug, s.night_ug) IS DISTINCT FROM (excluded.kind, excluded.morning_ug, excluded.midday_ug, excluded.evening_ug, excluded.night_ug)`,
      [...key, of.signedBy, of.signedAt, rows.map(({ startsOn }) => startsOn), rows.map(() => newId()), rows.map(({ medicine }) => medicine), rows.map(({ kind }) => kind),
        rows.map(({ total }) => total), rows.map(({ slots }) => slots.morning), rows.map(({ slots }) => slots.midday), rows.map(({ slots }) => slots.evening), rows.map(({ slots }) => slots.night)]);
  }
}
