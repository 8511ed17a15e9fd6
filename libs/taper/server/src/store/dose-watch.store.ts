import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { LocalDate } from '@evenkeel/taper-rules';

/** What was last worked out about a patient's supply and silence. */
export interface Watched {
  readonly runsOutOn: LocalDate | null;
  readonly toldDays: number | null;
  readonly toldOn: LocalDate | null;
  readonly silentSince: LocalDate | null;
}

export interface SupplyToTell {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly patientAccount: AccountId;
  readonly toldAt: Date;
  readonly zone: string;
}

/** What the watch over supply and silence remembers, and who is told. Decides nothing. */
@Injectable()
export class DoseWatchStore {
  async find(tx: Tx, patientId: PatientId): Promise<Watched | null> {
    const [row] = await tx.query<Watched>(
      `SELECT runs_out_on::text AS "runsOutOn", told_days AS "toldDays", told_on::text AS "toldOn", silent_since::text AS "silentSince" FROM clin.dose_watch WHERE patient_id = $1`, [patientId]);
    return row ?? null;
  }

  /** The watch looks again after the patient's next midnight, or in the next round. */
  async save(tx: Tx, { organisationId, patientId }: { readonly organisationId: OrganisationId; readonly patientId: PatientId }, watched: Watched, isTold: boolean, isSoon: boolean): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.dose_watch AS w (organisation_id, patient_id, runs_out_on, told_days, told_on, silent_since, told_at, next_at)
       SELECT $1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN clock.now() END, CASE WHEN $8 THEN clock.now() ELSE ((clock.now() AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone END FROM identity.patient WHERE id = $2
       ON CONFLICT (patient_id) DO UPDATE SET runs_out_on = excluded.runs_out_on, told_days = excluded.told_days, told_on = excluded.told_on,
              silent_since = excluded.silent_since, told_at = coalesce(excluded.told_at, w.told_at), next_at = excluded.next_at`,
      [organisationId, patientId, watched.runsOutOn, watched.toldDays, watched.toldOn, watched.silentSince, isTold, isSoon]);
  }

  /** Patients whose day has changed since they were last looked at, the longest waiting first; before them those with a plan who never were. */
  async due(tx: Tx, limit: number): Promise<readonly PatientId[]> {
    const rows = await tx.query<{ id: PatientId }>(
      `SELECT v.patient_id AS id, NULL::timestamptz AS at FROM clin.plan_version v
        WHERE v.state IN ('active', 'held') AND NOT EXISTS (SELECT FROM clin.dose_watch w WHERE w.patient_id = v.patient_id)
       UNION ALL SELECT patient_id, next_at FROM clin.dose_watch WHERE next_at <= clock.now() ORDER BY at NULLS FIRST LIMIT $1`, [limit]);
    return rows.map(({ id }) => id);
  }

  /** Whether it is still due: somebody else may have looked in the meantime. */
  async isDue(tx: Tx, patientId: PatientId): Promise<boolean> {
    return (await tx.one<{ due: boolean }>(`SELECT NOT EXISTS (SELECT FROM clin.dose_watch WHERE patient_id = $1 AND (next_at IS NULL OR next_at > clock.now())) AS due`, [patientId])).due;
  }

  /** One that cannot be looked at keeps no other one waiting. */
  async later(tx: Tx, patientId: PatientId, minutes: number): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.dose_watch (organisation_id, patient_id, next_at) SELECT organisation_id, id, clock.now() + $2 * interval '1 minute' FROM identity.patient WHERE id = $1
       ON CONFLICT (patient_id) DO UPDATE SET next_at = excluded.next_at`, [patientId, minutes]);
  }

  /** For the worker; `null` where nobody was to be told. */
  async toTell(tx: Tx, patientId: PatientId): Promise<SupplyToTell | null> {
    const [row] = await tx.query<SupplyToTell>(
      `SELECT w.organisation_id AS "organisationId", w.patient_id AS "patientId", p.account_id AS "patientAccount", w.told_at AS "toldAt", o.zone
         FROM clin.dose_watch w JOIN identity.patient p ON p.id = w.patient_id JOIN identity.organisation o ON o.id = w.organisation_id
        WHERE w.patient_id = $1 AND w.told_at IS NOT NULL`, [patientId]);
    return row ?? null;
  }

  /** Whom a message about this has left for since the moment it was decided: a repeated job writes to nobody twice. */
  async reached(tx: Tx, about: string, since: Date): Promise<ReadonlySet<AccountId>> {
    const rows = await tx.query<{ id: AccountId }>(
      `SELECT DISTINCT recipient_id AS id FROM clin.message_log WHERE about_id = $1 AND at >= $2 AND outcome IN ('accepted', 'permanent') AND recipient_id IS NOT NULL`, [about, since]);
    return new Set(rows.map(({ id }) => id));
  }
}
