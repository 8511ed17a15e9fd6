import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { type MonthColumns, type Score, type TimelineStep, usualDays } from '@evenkeel/timeline-rules';
import { answersOfStale, type MonthCells, monthCells, type ScoreCells, scoreCells } from './score.sql.js';

/** Which parts may be read; nothing is asked for that the reader may not see. */
export interface Wanted {
  readonly scores: boolean;
  /** Whether the reader may know of check-ins at all, without which stale months cannot be read from the answers. */
  readonly checkIns: boolean;
  readonly doses: boolean;
  readonly alerts: boolean;
  /** Annotations of others; the reader's own are always there. */
  readonly words: boolean;
}

export interface ReadAlert {
  readonly id: string;
  readonly date: string;
  readonly tier: string;
  readonly family: string;
  readonly status: string;
}

export interface ReadNote {
  readonly id: string;
  readonly date: string;
  readonly visibility: string;
  readonly authorRole: string;
  readonly withdrawn: boolean;
}

/** Everything that a timeline is made of, read at one moment. */
export interface TimelineRecord {
  readonly zone: string;
  readonly today: string;
  readonly now: Date;
  readonly months: readonly MonthColumns[];
  /** Firsts of months that must not be taken from `months`. */
  readonly stale: readonly string[];
  /** Every answer of those. */
  readonly tail: readonly Score[];
  /** The newest version of the plan, whole. */
  readonly steps: readonly TimelineStep[];
  readonly alerts: readonly ReadAlert[];
  readonly notes: readonly ReadNote[];
  /** First dates of the folded months, the alerts, the notes and the plan; `null` where there is nothing to be seen. */
  readonly firsts: readonly (string | null)[];
}

/** A lane as it comes out of PostgreSQL: what lies in the range, and the first date of all. */
interface Found<Cells> {
  readonly list: readonly Cells[] | null;
  readonly first: string | null;
}

interface Row {
  readonly zone: string;
  readonly today: string;
  readonly now: Date;
  readonly stale: readonly string[] | null;
  readonly tail: readonly ScoreCells[] | null;
  readonly months: Found<MonthCells> | null;
  readonly steps: readonly TimelineStep[] | null;
  readonly alerts: Found<ReadAlert> | null;
  readonly notes: Found<ReadNote>;
}

const ofPatient = (table: string): string => `${table}.organisation_id = $1 AND ${table}.patient_id = $2`;

/** Where the patient was when an alert opened decides on which of their days it lies. */
const dayOfAlert = `(a.opened_at AT TIME ZONE coalesce((SELECT z.zone FROM identity.patient_zone z
  WHERE z.patient_id = $2 AND z.since <= a.opened_at ORDER BY z.since DESC LIMIT 1), frame.zone))::date`;

/** The same as the policy of the table says, for a reader who is on the team, was paged, or is the patient. */
const visibleNote = `((n.author_id = $5 AND n.author_role = $6) OR ($11 AND (n.visibility = 'whole-team' OR (n.visibility = 'patient-too' AND $6 = 'patient'))))`;

// One round trip for the whole picture. Each lane is a sub-select that is not run unless it is wanted, and names its table
// once: for every mention PostgreSQL works out anew whom its policy lets through, which costs more than reading the rows.
const statement = `
  WITH frame AS MATERIALIZED (
    SELECT p.zone, clock.now() AS now, (clock.now() AT TIME ZONE p.zone)::date AS today,
        coalesce($3::date, coalesce($4::date, (clock.now() AT TIME ZONE p.zone)::date) - ${usualDays - 1}) AS first, coalesce($4::date, 'infinity') AS last
      FROM identity.patient p WHERE p.organisation_id = $1 AND p.id = $2),
  stale AS MATERIALIZED (
    SELECT DISTINCT s.organisation_id, s.patient_id, s.month FROM clin.timeline_stale s WHERE $7 AND $8 AND ${ofPatient('s')})
  SELECT frame.zone, frame.now, frame.today::text,
    (SELECT json_agg(stale.month) FROM stale) AS stale,
    (SELECT json_agg(cells) FROM stale CROSS JOIN LATERAL (SELECT ${scoreCells} AS cells FROM ${answersOfStale}) answers) AS tail,
    CASE WHEN $7 THEN (
      SELECT json_build_object(
          'list', json_agg(${monthCells}) FILTER (WHERE m.month > frame.first - 31 AND m.month <= frame.last),
          'first', min(m.month + m.first_day - 1) FILTER (WHERE m.month NOT IN (SELECT stale.month FROM stale)))
        FROM clin.timeline_month m WHERE ${ofPatient('m')}) END AS months,
    CASE WHEN $9 THEN (
      SELECT json_agg(json_build_object('startsOn', d.starts_on, 'drug', d.drug, 'total', d.total_ug, 'kind', d.kind) ORDER BY d.starts_on, d.drug)
        FROM (SELECT d.*, max(d.plan_version) OVER () AS newest FROM clin.dose_step d WHERE ${ofPatient('d')}) d WHERE d.plan_version = d.newest) END AS steps,
    CASE WHEN $10 THEN (
      SELECT json_build_object('first', min(on_day), 'list', json_agg(json_build_object('id', id, 'date', on_day, 'tier', tier, 'family', family, 'status', status)
          ORDER BY opened_at, id) FILTER (WHERE on_day BETWEEN frame.first AND frame.last))
        FROM (SELECT a.*, ${dayOfAlert} AS on_day FROM clin.alert a WHERE ${ofPatient('a')} AND NOT a.is_drill) alerts) END AS alerts,
    (SELECT json_build_object('first', min(n.local_date),
          'list', json_agg(json_build_object('id', n.id, 'date', n.local_date, 'visibility', n.visibility, 'authorRole', n.author_role, 'withdrawn', n.withdrawn_at IS NOT NULL)
            ORDER BY n.local_date, n.id) FILTER (WHERE n.local_date BETWEEN frame.first AND frame.last))
        FROM clin.annotation n WHERE ${ofPatient('n')} AND ${visibleNote}) AS notes
  FROM frame`;

/** Reads timelines in one statement. Callers ask `Access` first what may be wanted; the policies of each table ask again. */
@Injectable()
export class TimelineReader {
  /**
   * @param range what was asked for; a missing beginning is six weeks before the end, a missing end is none. The plan comes
   *   as a whole, months with a margin
   * @returns `null` if there is no such patient, or none to be seen
   */
  async read(tx: Tx, actor: Actor, patientId: PatientId, range: { readonly from: string | null; readonly to: string | null }, wanted: Wanted): Promise<TimelineRecord | null> {
    const [row] = await tx.query<Row>(statement, [actor.organisationId, patientId, range.from, range.to, actor.accountId, actor.role,
      wanted.scores, wanted.checkIns, wanted.doses, wanted.alerts, wanted.words]);
    if (row === undefined) return null;
    const { zone, today, now, months, stale, tail, steps, alerts, notes } = row;
    return {
      zone, today, now, months: (months?.list ?? []).map(toMonth), stale: stale ?? [], tail: (tail ?? []).map(([date, question, value]) => ({ date, question, value })),
      steps: steps ?? [], alerts: alerts?.list ?? [], notes: notes.list ?? [],
      firsts: [months?.first ?? null, alerts?.first ?? null, notes.first, steps?.[0]?.startsOn ?? null],
    };
  }
}

const toMonth = ([month, overallDay, overall, symptom, level, firstDay]: MonthCells): MonthColumns => ({ month, overallDay, overall, symptom, level, firstDay });
