import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import type { MonthColumns, Score } from '@evenkeel/timeline-rules';
import { answersOfStale, type ScoreCells, scoreCells } from './score.sql.js';

/** One month of one patient. */
export interface StaleMonth {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  /** The first of the month. */
  readonly month: string;
}

export interface FoldedMonth extends StaleMonth {
  readonly columns: MonthColumns;
}

interface MonthOfAnswers extends StaleMonth {
  readonly cells: readonly ScoreCells[];
}

/** The engine's side of the projection: takes stale months, reads their answers, writes their rows. Decides nothing. */
@Injectable()
export class FoldStore {
  /**
   * Lets one process fold at a time. Two that folded the same month side by side could end with the older reading.
   * `false` while another one does.
   */
  async alone(tx: Tx): Promise<boolean> {
    return (await tx.one<{ alone: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('evenkeel timeline fold')) AS alone`)).alone;
  }

  /** Takes months off the list, with every mention of each that is committed by now. */
  async take(tx: Tx, limit: number): Promise<readonly StaleMonth[]> {
    return tx.query<StaleMonth>(
      `WITH months AS (SELECT DISTINCT organisation_id, patient_id, month FROM (
           SELECT organisation_id, patient_id, month FROM clin.timeline_stale LIMIT $1) waiting),
       taken AS (DELETE FROM clin.timeline_stale s USING months m
          WHERE s.organisation_id = m.organisation_id AND s.patient_id = m.patient_id AND s.month = m.month)
       SELECT organisation_id AS "organisationId", patient_id AS "patientId", month::text FROM months`, [limit]);
  }

  /** Every answer of these months. Asked after `take`: whatever was mentioned there is visible here. */
  async answers(tx: Tx, months: readonly StaleMonth[]): Promise<readonly (StaleMonth & { readonly scores: readonly Score[] })[]> {
    const rows = await tx.query<MonthOfAnswers>(
      `SELECT stale.organisation_id AS "organisationId", stale.patient_id AS "patientId", stale.month::text,
              (SELECT coalesce(json_agg(${scoreCells}), '[]') FROM ${answersOfStale}) AS cells
         FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS stale (organisation_id, patient_id, month)`, keysOf(months));
    return rows.map(({ cells, ...month }) => ({ ...month, scores: cells.map(([date, question, value]) => ({ date, question, value })) }));
  }

  /** Writes the rows, over what was there. */
  async save(tx: Tx, months: readonly FoldedMonth[]): Promise<void> {
    if (months.length === 0) return;
    await tx.execute(
      `INSERT INTO clin.timeline_month (organisation_id, patient_id, month, overall_day, overall, symptom, level, first_day, folded_at)
       SELECT f.organisation_id, f.patient_id, f.month, f.overall_day, f.overall, f.symptom, f.level, f.first_day, clock.now()
         FROM jsonb_to_recordset($1::jsonb) AS f (organisation_id uuid, patient_id uuid, month date, overall_day smallint[], overall smallint[], symptom text[], level smallint[], first_day smallint)
       ON CONFLICT (organisation_id, patient_id, month) DO UPDATE
         SET overall_day = excluded.overall_day, overall = excluded.overall, symptom = excluded.symptom, level = excluded.level,
             first_day = excluded.first_day, folded_at = excluded.folded_at`,
      [JSON.stringify(months.map(({ organisationId, patientId, month, columns }) => ({
        organisation_id: organisationId, patient_id: patientId, month, overall_day: columns.overallDay, overall: columns.overall,
        symptom: columns.symptom, level: columns.level, first_day: columns.firstDay,
      })))]);
  }
}

const keysOf = (months: readonly StaleMonth[]): readonly unknown[] =>
  [months.map(({ organisationId }) => organisationId), months.map(({ patientId }) => patientId), months.map(({ month }) => month)];
