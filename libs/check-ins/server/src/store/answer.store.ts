import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { CheckInId, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { QuestionCode, TextQuestionCode } from '@evenkeel/symptoms-rules';

/** Whose answers, of which check-in, in which revision. */
export interface Answering {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly checkInId: CheckInId;
  readonly revision: number;
}

/** When and where something was tapped: the instant, and the date and zone on the patient's wall. */
export interface Tap {
  readonly answeredAt: Date;
  readonly localDate: string;
  readonly zone: string;
}

/** What a submission changes in the row of the check-in. A moment that is stored already stays: the first is what happened. */
export interface Moments {
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly receivedAt: Date | null;
  readonly completedAt: Date | null;
  readonly late: boolean;
  readonly revision: number;
}

export interface TappedAnswer extends Tap {
  readonly question: QuestionCode;
  readonly value: number;
}

export interface TypedText extends Tap {
  readonly question: TextQuestionCode;
  readonly text: string;
}

/** An answer as it is stored now; `fresh` if this submission put it there. */
export interface StoredAnswer {
  readonly question: QuestionCode;
  readonly value: number;
  readonly answeredAt: Date;
  readonly fresh: boolean;
}

export interface StoredText {
  readonly question: TextQuestionCode;
  readonly text: string;
  readonly answeredAt: Date;
  readonly fresh: boolean;
}

/** How words are bound to their row when they are sealed. */
export const sealedWords = {
  place: 'clin.check_in_text.words',
  row: (checkInId: string, question: string): string => `${checkInId} ${question}`,
} as const;

/** Answers in numbers and, sealed and in a table of their own, in words. The highest revision of a question wins. */
@Injectable()
export class AnswerStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Stores what is newer than what is there, moves the row of the check-in along if anything was, and returns
   * everything answered so far: one statement, whatever the number of answers. The check-in must be locked.
   */
  async save(tx: Tx, of: Answering, answers: readonly TappedAnswer[], moments: Moments): Promise<readonly StoredAnswer[]> {
    return tx.query<StoredAnswer>(
      `WITH newer AS (
         INSERT INTO clin.check_in_answer AS a (organisation_id, patient_id, check_in_id, question, value, answered_at, local_date, zone, revision, received_at)
         SELECT $1, $2, $3, given.*, $4, clock.now()
           FROM unnest($5::text[], $6::smallint[], $7::timestamptz[], $8::date[], $9::text[]) AS given
         ON CONFLICT (organisation_id, patient_id, check_in_id, question) DO UPDATE
           SET value = excluded.value, answered_at = excluded.answered_at, local_date = excluded.local_date, zone = excluded.zone,
               revision = excluded.revision, received_at = excluded.received_at
           WHERE a.revision < excluded.revision
         RETURNING question, value, answered_at),
       moved AS (
         UPDATE clin.check_in SET opened_at = coalesce(opened_at, $10), answered_at = coalesce(answered_at, $11),
             received_at = coalesce(received_at, $12), completed_at = coalesce(completed_at, $13), late = $14, revision = greatest(revision, $15)
          WHERE id = $3 AND (revision < $15 OR EXISTS (SELECT 1 FROM newer)))
       SELECT question, value, answered_at AS "answeredAt", true AS fresh FROM newer
       UNION ALL
       SELECT a.question, a.value, a.answered_at, false FROM clin.check_in_answer a
        WHERE a.organisation_id = $1 AND a.patient_id = $2 AND a.check_in_id = $3
          AND NOT EXISTS (SELECT 1 FROM newer WHERE newer.question = a.question)
       ORDER BY question`,
      [of.organisationId, of.patientId, of.checkInId, of.revision, answers.map((each) => each.question), answers.map((each) => each.value),
        answers.map((each) => each.answeredAt.toISOString()), answers.map((each) => each.localDate), answers.map((each) => each.zone),
        moments.openedAt, moments.answeredAt, moments.receivedAt, moments.completedAt, moments.late, moments.revision]);
  }

  /** The same for words. */
  async saveTexts(tx: Tx, of: Answering, texts: readonly TypedText[]): Promise<readonly StoredText[]> {
    const words: Buffer[] = [];
    for (const each of texts) words.push(await this.sealer.seal(tx, of.patientId, sealedWords.place, sealedWords.row(of.checkInId, each.question), each.text));
    const rows = await tx.query<SealedText>(
      `WITH newer AS (
         INSERT INTO clin.check_in_text AS a (organisation_id, patient_id, check_in_id, question, words, answered_at, revision, received_at)
         SELECT $1, $2, $3, given.*, $4, clock.now() FROM unnest($5::text[], $6::bytea[], $7::timestamptz[]) AS given
         ON CONFLICT (organisation_id, patient_id, check_in_id, question) DO UPDATE
           SET words = excluded.words, answered_at = excluded.answered_at, revision = excluded.revision, received_at = excluded.received_at
           WHERE a.revision < excluded.revision
         RETURNING question, words, answered_at)
       SELECT question, words, answered_at AS "answeredAt", true AS fresh FROM newer
       UNION ALL
       SELECT a.question, a.words, a.answered_at, false FROM clin.check_in_text a
        WHERE a.organisation_id = $1 AND a.patient_id = $2 AND a.check_in_id = $3
          AND NOT EXISTS (SELECT 1 FROM newer WHERE newer.question = a.question)
       ORDER BY question`,
      [of.organisationId, of.patientId, of.checkInId, of.revision, texts.map((each) => each.question), words,
        texts.map((each) => each.answeredAt.toISOString())]);
    return this.open(tx, of.patientId, rows.map((row) => ({ ...row, checkInId: of.checkInId })));
  }

  /** Opens sealed words that a reader has loaded. */
  async open<Sealed extends SealedText & { readonly checkInId: CheckInId }>(tx: Tx, patientId: PatientId, rows: readonly Sealed[]): Promise<readonly (StoredText & { readonly checkInId: CheckInId })[]> {
    const opened: (StoredText & { readonly checkInId: CheckInId })[] = [];
    for (const { question, words, answeredAt, fresh, checkInId } of rows) {
      opened.push({ question, answeredAt, fresh, checkInId, text: await this.sealer.open(tx, patientId, sealedWords.place, sealedWords.row(checkInId, question), words) });
    }
    return opened;
  }
}

export interface SealedText {
  readonly question: TextQuestionCode;
  readonly words: Buffer;
  readonly answeredAt: Date;
  readonly fresh: boolean;
}
