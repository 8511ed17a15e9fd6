import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CheckInId, OrganisationId, PatientId, ScheduleId } from '@evenkeel/kernel';
import type { PreviousDay } from '@evenkeel/symptoms-rules';

/** A check-in as it stood when it was locked. Moments are by the database's clock, those of taps by the device's. */
export interface LockedCheckIn {
  readonly id: CheckInId;
  readonly scheduleId: ScheduleId | null;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly localDate: string;
  readonly opensAt: Date;
  readonly closesAt: Date | null;
  readonly answeredAt: Date | null;
  readonly receivedAt: Date | null;
  readonly completedAt: Date | null;
  readonly late: boolean;
  readonly revision: number;
  /** The moment of this transaction. */
  readonly now: Date;
  /** What its answers are held against; read here, because every submission needs it and round trips are dear. */
  readonly previous: readonly PreviousDay[];
  readonly risk: Buffer | null;
  /** Newest version of the signed rules, `null` if nobody has signed any. */
  readonly ruleVersion: number | null;
}

export interface NewCheckIn {
  readonly id: CheckInId;
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly localDate: string;
  readonly zone: string;
  /** When the patient began, by their device; never later than now is stored. */
  readonly beganAt: Date;
}

/** Days of overall scores that a person's usual level is taken from. */
export const usualDays = 28;

const columns = `c.id, c.schedule_id AS "scheduleId", c.template_id AS "templateId", c.template_version AS "templateVersion",
  c.local_date::text AS "localDate", c.at AS "opensAt", c.closes_at AS "closesAt", c.answered_at AS "answeredAt",
  c.received_at AS "receivedAt", c.completed_at AS "completedAt", c.late, c.revision, clock.now() AS now,
  (SELECT coalesce(jsonb_agg(d ORDER BY d."localDate"), '[]') FROM (
     SELECT a.local_date::text AS "localDate", max(a.value)::int AS overall FROM clin.check_in_answer a
      WHERE a.organisation_id = c.organisation_id AND a.patient_id = c.patient_id AND a.question = 'overall' AND a.value >= 0 AND a.check_in_id <> c.id
        AND a.local_date BETWEEN c.local_date - ${usualDays} AND c.local_date GROUP BY a.local_date) d) AS previous,
  (SELECT p.risk FROM identity.patient p WHERE p.id = c.patient_id) AS risk,
  (SELECT max(v.version) FROM clin.escalation_policy v WHERE v.organisation_id = c.organisation_id AND v.signed_at <= clock.now()) AS "ruleVersion"`;

/** Locks and writes check-ins. Every statement names the patient, so that code alone keeps people apart. */
@Injectable()
export class CheckInStore {
  /** Locks one check-in of this patient; `null` if there is none, or if it is somebody else's. */
  async lock(tx: Tx, organisationId: OrganisationId, patientId: PatientId, id: CheckInId): Promise<LockedCheckIn | null> {
    const [row] = await tx.query<LockedCheckIn>(
      `SELECT ${columns} FROM clin.check_in c WHERE c.organisation_id = $1 AND c.patient_id = $2 AND c.id = $3 FOR UPDATE`,
      [organisationId, patientId, id]);
    return row ?? null;
  }

  /** Makes an unscheduled check-in; `null` if the id is taken, by whomever. */
  async create(tx: Tx, checkIn: NewCheckIn): Promise<LockedCheckIn | null> {
    const [row] = await tx.query<LockedCheckIn>(
      `INSERT INTO clin.check_in AS c (organisation_id, patient_id, at, id, template_id, template_version, local_date, zone)
       VALUES ($1, $2, least($3::timestamptz, clock.now()), $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ${columns}`,
      [checkIn.organisationId, checkIn.patientId, checkIn.beganAt, checkIn.id, checkIn.templateId, checkIn.templateVersion,
        checkIn.localDate, checkIn.zone]);
    return row ?? null;
  }
}
