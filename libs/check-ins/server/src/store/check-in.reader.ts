import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { CheckInId, PatientId } from '@evenkeel/kernel';
import { type CheckInRecord, type CheckInView, viewOf } from '../check-in-view.js';
import { AnswerStore, type SealedText } from './answer.store.js';

/** An answer for a screen: a number, or words. */
export interface ShownAnswer {
  readonly question: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly answeredAt: Date;
}

interface Dated extends CheckInRecord {
  readonly now: Date;
}

const columns = `c.id, c.patient_id AS "patientId", c.schedule_id AS "scheduleId", c.template_id AS "templateId", c.template_version AS "templateVersion",
  c.local_date::text AS "localDate", c.zone, c.at AS "opensAt", c.closes_at AS "closesAt", c.delivered_at AS "deliveredAt", c.opened_at AS "openedAt",
  c.answered_at AS "answeredAt", c.completed_at AS "completedAt", c.received_at AS "receivedAt", c.revision, clock.now() AS now`;

const seen = ({ now, ...record }: Dated): CheckInView => viewOf(record, now);

/**
 * Check-ins and answers for screens and for other scopes. The organisation of the session leads every key. Callers filter patients by `Access` first: category
 * `schedule` for the moments, `symptom_scores` for numbers, `free_text` for words.
 */
@Injectable()
export class CheckInReader {
  constructor(private readonly answers: AnswerStore) {}

  /** The newest check-ins of each patient, newest first. */
  async latest(tx: Tx, patientIds: readonly PatientId[], first: number): Promise<ReadonlyMap<PatientId, readonly CheckInView[]>> {
    const byPatient = new Map<PatientId, CheckInView[]>(patientIds.map((id) => [id, []]));
    if (patientIds.length === 0) return byPatient;
    const rows = await tx.query<Dated>(
      `SELECT ${columns} FROM unnest($1::uuid[]) AS p(id) CROSS JOIN LATERAL (
         SELECT * FROM clin.check_in WHERE organisation_id = app.org() AND patient_id = p.id ORDER BY at DESC, id DESC LIMIT $2) c
       ORDER BY c.patient_id, c.at DESC, c.id DESC`, [patientIds, first]);
    for (const row of rows) byPatient.get(row.patientId)?.push(seen(row));
    return byPatient;
  }

  /** Whose check-in this is; `null` if there is none to be seen here. */
  async patientOf(tx: Tx, id: CheckInId): Promise<PatientId | null> {
    const [row] = await tx.query<{ patientId: PatientId }>(`SELECT patient_id AS "patientId" FROM clin.check_in WHERE id = $1`, [id]);
    return row?.patientId ?? null;
  }

  /** The planned check-in that waits for this patient now, the newest of several. */
  async due(tx: Tx, patientId: PatientId): Promise<CheckInView | null> {
    const [row] = await tx.query<Dated>(
      `SELECT ${columns} FROM clin.check_in c
        WHERE c.organisation_id = app.org() AND c.patient_id = $1 AND c.schedule_id IS NOT NULL AND c.completed_at IS NULL
          AND c.at <= clock.now() AND c.at > clock.now() - interval '2 days' AND c.closes_at > clock.now()
        ORDER BY c.at DESC LIMIT 1`, [patientId]);
    return row === undefined ? null : seen(row);
  }

  /** Answers in numbers, in the order in which they were tapped. */
  async numbers(tx: Tx, patientId: PatientId, id: CheckInId): Promise<readonly ShownAnswer[]> {
    return tx.query<ShownAnswer>(
      `SELECT question, value, NULL AS text, answered_at AS "answeredAt" FROM clin.check_in_answer
        WHERE organisation_id = app.org() AND patient_id = $1 AND check_in_id = $2 ORDER BY answered_at, question`, [patientId, id]);
  }

  /** Answers in words, opened. */
  async words(tx: Tx, patientId: PatientId, id: CheckInId): Promise<readonly ShownAnswer[]> {
    const rows = await tx.query<SealedText>(
      `SELECT question, words, answered_at AS "answeredAt", false AS fresh FROM clin.check_in_text
        WHERE organisation_id = app.org() AND patient_id = $1 AND check_in_id = $2 ORDER BY answered_at, question`, [patientId, id]);
    const opened = await this.answers.open(tx, patientId, rows.map((row) => ({ ...row, checkInId: id })));
    return opened.map(({ question, text, answeredAt }) => ({ question, value: null, text, answeredAt }));
  }

  /** The numbers of the last daily check-in that was answered, for "same as yesterday". */
  async lastDaily(tx: Tx, patientId: PatientId): Promise<readonly ShownAnswer[]> {
    return tx.query<ShownAnswer>(
      `SELECT a.question, a.value, NULL AS text, a.answered_at AS "answeredAt" FROM clin.check_in_answer a
        WHERE a.organisation_id = app.org() AND a.patient_id = $1 AND a.check_in_id = (
          SELECT c.id FROM clin.check_in c WHERE c.organisation_id = app.org() AND c.patient_id = $1 AND c.template_id = 'daily' AND c.answered_at IS NOT NULL ORDER BY c.at DESC, c.id DESC LIMIT 1)
        ORDER BY a.answered_at, a.question`, [patientId]);
  }

  /** When each patient last answered a check-in. */
  async lastAnsweredAt(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Date>> {
    const rows = await tx.query<{ id: PatientId; at: Date }>(
      `SELECT p.id, c.answered_at AS at FROM unnest($1::uuid[]) AS p(id) CROSS JOIN LATERAL (
         SELECT answered_at FROM clin.check_in WHERE organisation_id = app.org() AND patient_id = p.id AND answered_at IS NOT NULL ORDER BY at DESC LIMIT 1) c`, [patientIds]);
    return new Map(rows.map((row) => [row.id, row.at]));
  }
}
