import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CheckInId, OrganisationId, PatientId, ScheduleId } from '@evenkeel/kernel';

/** A schedule whose next check-in is due, locked by this transaction. */
export interface DueSchedule {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly id: ScheduleId;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly localTime: string;
  readonly zone: string;
  readonly everyDays: number;
  readonly windowMinutes: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly nextAt: Date;
  readonly nextLocalDate: string;
  readonly now: Date;
}

export interface PlannedRow {
  readonly id: CheckInId;
  readonly schedule: DueSchedule;
  readonly localDate: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export interface NextOf {
  readonly id: ScheduleId;
  readonly nextAt: Date | null;
  readonly nextLocalDate: string | null;
}

export interface Prompted {
  readonly id: CheckInId;
  readonly patientId: PatientId;
}

/** What the sweep reads and writes, in batches, under the engine's role. */
@Injectable()
export class SweepStore {
  /** Locks due schedules, earliest first. Those that another sweep holds are passed over. */
  async lockDue(tx: Tx, limit: number): Promise<readonly DueSchedule[]> {
    return tx.query<DueSchedule>(
      `SELECT organisation_id AS "organisationId", patient_id AS "patientId", id, template_id AS "templateId", template_version AS "templateVersion",
              local_time AS "localTime", zone, every_days AS "everyDays", window_minutes AS "windowMinutes", starts_on::text AS "startsOn",
              ends_on::text AS "endsOn", next_at AS "nextAt", next_local_date::text AS "nextLocalDate", clock.now() AS now
         FROM clin.check_in_schedule
        WHERE next_at IS NOT NULL AND next_at <= clock.now() AND NOT paused
        ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit]);
  }

  /** Inserts check-ins; one that is there already, for the same schedule and local date, stays as it is. */
  async insert(tx: Tx, rows: readonly PlannedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.execute(
      `INSERT INTO clin.check_in (organisation_id, patient_id, at, id, schedule_id, template_id, template_version, local_date, zone, closes_at)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::date[], $9::text[], $10::timestamptz[])
       ON CONFLICT (schedule_id, local_date) DO NOTHING`,
      [rows.map((row) => row.schedule.organisationId), rows.map((row) => row.schedule.patientId), rows.map((row) => row.opensAt.toISOString()),
        rows.map((row) => row.id), rows.map((row) => row.schedule.id), rows.map((row) => row.schedule.templateId),
        rows.map((row) => row.schedule.templateVersion), rows.map((row) => row.localDate), rows.map((row) => row.schedule.zone),
        rows.map((row) => row.closesAt.toISOString())]);
  }

  async advance(tx: Tx, next: readonly NextOf[]): Promise<void> {
    if (next.length === 0) return;
    await tx.execute(
      `UPDATE clin.check_in_schedule s SET next_at = n.next_at, next_local_date = n.next_local_date
         FROM unnest($1::uuid[], $2::timestamptz[], $3::date[]) AS n(id, next_at, next_local_date) WHERE s.id = n.id`,
      [next.map((each) => each.id), next.map((each) => each.nextAt?.toISOString() ?? null), next.map((each) => each.nextLocalDate)]);
  }

  /**
   * Takes open check-ins that nobody has been told of and nobody has begun, and notes that their prompt is asked for
   * now. A request that got lost is made again after five minutes; whether it went out is decided by the row.
   */
  async takeUnprompted(tx: Tx, limit: number): Promise<readonly Prompted[]> {
    return tx.query<Prompted>(
      `UPDATE clin.check_in SET prompted_at = clock.now() WHERE id IN (
         SELECT id FROM clin.check_in
          WHERE schedule_id IS NOT NULL AND delivered_at IS NULL AND answered_at IS NULL AND opened_at IS NULL
            AND at <= clock.now() AND at > clock.now() - interval '2 days' AND closes_at > clock.now()
            AND (prompted_at IS NULL OR prompted_at <= clock.now() - interval '5 minutes')
          ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, patient_id AS "patientId"`, [limit]);
  }
}
