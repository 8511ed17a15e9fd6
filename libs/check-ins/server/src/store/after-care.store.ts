import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId, ScheduleId } from '@evenkeel/kernel';

/** A plan that has come to zero and whose after-care nobody has planned yet, locked by this transaction. */
export interface EndedPlan {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly versionId: string;
  readonly lastDoseOn: string;
  readonly signedBy: AccountId;
  readonly zone: string;
  /** Of the schedule that the patient knows; the usual ones where there is none. */
  readonly localTime: string;
  readonly windowMinutes: number;
  readonly now: Date;
}

/** A plan that has begun while check-ins of after-care of an earlier one still come, locked by this transaction. */
export interface BegunPlan {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly versionId: string;
  readonly number: number;
  readonly signedBy: AccountId;
  readonly zone: string;
  /** On the patient's calendar. */
  readonly today: string;
  /** The hour that after-care came at, and how often check-ins came before it. */
  readonly localTime: string;
  readonly windowMinutes: number;
  readonly everyDays: number;
  /** The team has set other check-ins already, or paused them. */
  readonly hasOwn: boolean;
  readonly now: Date;
}

/** What after-care reads and writes, under the engine's role. */
@Injectable()
export class AfterCareStore {
  /** Plans that ended at zero within a year and have no check-ins of after-care. Those that another sweep holds are passed over. */
  async lockEnded(tx: Tx, limit: number): Promise<readonly EndedPlan[]> {
    return tx.query<EndedPlan>(
      `SELECT v.organisation_id AS "organisationId", v.patient_id AS "patientId", v.id AS "versionId", (stop.starts_on - 1)::text AS "lastDoseOn", v.signed_by AS "signedBy",
              p.zone, coalesce(known.local_time, '09:00') AS "localTime", coalesce(known.window_minutes, 720) AS "windowMinutes", clock.now() AS now
         FROM clin.plan_version v JOIN identity.patient p ON p.id = v.patient_id
         JOIN LATERAL (SELECT max(s.starts_on) AS starts_on FROM clin.dose_step s WHERE s.patient_id = v.patient_id AND s.plan_version = v.number AND s.total_ug = 0) stop ON stop.starts_on IS NOT NULL
         LEFT JOIN LATERAL (SELECT s.local_time, s.window_minutes FROM clin.check_in_schedule s
                             WHERE s.patient_id = v.patient_id AND NOT s.paused ORDER BY s.set_at DESC, s.id DESC LIMIT 1) known ON true
        WHERE v.ended = 'zero' AND v.ended_at > clock.now() - interval '1 year'
          AND NOT EXISTS (SELECT FROM clin.check_in_schedule s WHERE s.after_care_of = v.id)
          AND NOT EXISTS (SELECT FROM clin.plan_version r WHERE r.patient_id = v.patient_id AND r.number > v.number AND r.state IN ('active', 'held', 'completed'))
        ORDER BY v.ended_at LIMIT $1 FOR UPDATE OF v SKIP LOCKED`, [limit]);
  }

  /** Schedules without an end go over into after-care: they stop, and what is planned already stays. */
  async endOthers(tx: Tx, { organisationId, patientId, lastDoseOn }: EndedPlan): Promise<void> {
    await tx.execute(
      `UPDATE clin.check_in_schedule SET ends_on = greatest(starts_on, $3::date), next_at = NULL, next_local_date = NULL, row_version = row_version + 1
        WHERE organisation_id = $1 AND patient_id = $2 AND after_care_of IS NULL AND (ends_on IS NULL OR ends_on > $3::date)`, [organisationId, patientId, lastDoseOn]);
  }

  /** The newest plan of each patient that began after after-care was planned. Those that another sweep holds are passed over. */
  async lockBegun(tx: Tx, limit: number): Promise<readonly BegunPlan[]> {
    return tx.query<BegunPlan>(
      `SELECT v.organisation_id AS "organisationId", v.patient_id AS "patientId", v.id AS "versionId", v.number, v.signed_by AS "signedBy", p.zone,
              (clock.now() AT TIME ZONE p.zone)::date::text AS today, care.local_time AS "localTime", care.window_minutes AS "windowMinutes", coalesce(usual.every_days, 1) AS "everyDays",
              EXISTS (SELECT FROM clin.check_in_schedule s WHERE s.organisation_id = v.organisation_id AND s.patient_id = v.patient_id AND s.after_care_of IS NULL
                         AND (s.ends_on IS NULL OR s.ends_on > (clock.now() AT TIME ZONE p.zone)::date)) AS "hasOwn", clock.now() AS now
         FROM (SELECT DISTINCT ON (s.patient_id) s.patient_id, e.number, s.local_time, s.window_minutes FROM clin.check_in_schedule s JOIN clin.plan_version e ON e.id = s.after_care_of
                WHERE s.after_care_of IS NOT NULL AND s.next_at IS NOT NULL ORDER BY s.patient_id, s.next_at) care
         JOIN clin.plan_version v ON v.patient_id = care.patient_id AND v.number > care.number AND v.state IN ('active', 'held', 'completed')
         JOIN identity.patient p ON p.id = v.patient_id
         LEFT JOIN LATERAL (SELECT s.every_days FROM clin.check_in_schedule s
                             WHERE s.organisation_id = v.organisation_id AND s.patient_id = v.patient_id AND s.after_care_of IS NULL ORDER BY s.set_at DESC, s.id DESC LIMIT 1) usual ON true
        WHERE NOT EXISTS (SELECT FROM clin.plan_version r WHERE r.patient_id = v.patient_id AND r.number > v.number AND r.state IN ('active', 'held', 'completed'))
        ORDER BY v.activated_at LIMIT $1 FOR UPDATE OF v SKIP LOCKED`, [limit]);
  }

  /** What is planned already stays. Returns the ids of the schedules that end. */
  async endAfterCare(tx: Tx, { organisationId, patientId, number, today }: BegunPlan): Promise<readonly ScheduleId[]> {
    const rows = await tx.query<{ id: ScheduleId }>(
      `UPDATE clin.check_in_schedule s SET ends_on = greatest(s.starts_on, least(s.ends_on, $4::date)), next_at = NULL, next_local_date = NULL, row_version = s.row_version + 1
         FROM clin.plan_version e WHERE e.id = s.after_care_of AND e.number < $3 AND s.organisation_id = $1 AND s.patient_id = $2 AND s.next_at IS NOT NULL RETURNING s.id`,
      [organisationId, patientId, number, today]);
    return rows.map(({ id }) => id);
  }

  /** The newest check-in of a day that there is already, so that no day gets two. */
  async lastDay(tx: Tx, patientId: PatientId): Promise<{ readonly localDate: string; readonly at: Date } | null> {
    const [row] = await tx.query<{ localDate: string; at: Date }>(
      `SELECT local_date::text AS "localDate", at FROM clin.check_in WHERE patient_id = $1 AND schedule_id IS NOT NULL ORDER BY local_date DESC, at DESC LIMIT 1`, [patientId]);
    return row ?? null;
  }

  /** @param afterCareOf the version that has ended; `null` for check-ins of a plan that runs */
  async insert(tx: Tx, plan: Omit<EndedPlan, 'lastDoseOn'>, afterCareOf: string | null, schedule: {
    readonly id: ScheduleId; readonly templateId: string; readonly templateVersion: number; readonly startsOn: string; readonly endsOn: string | null; readonly everyDays: number;
    readonly nextAt: Date; readonly nextLocalDate: string;
  }): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.check_in_schedule (organisation_id, patient_id, id, template_id, template_version, local_time, zone, every_days, window_minutes, starts_on, ends_on, next_at, next_local_date, set_by, set_at, after_care_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, clock.now(), $15)`,
      [plan.organisationId, plan.patientId, schedule.id, schedule.templateId, schedule.templateVersion, plan.localTime, plan.zone, schedule.everyDays, plan.windowMinutes,
        schedule.startsOn, schedule.endsOn, schedule.nextAt, schedule.nextLocalDate, plan.signedBy, afterCareOf]);
  }
}
