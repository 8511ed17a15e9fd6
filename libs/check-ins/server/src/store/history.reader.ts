import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { PatientReader } from '@evenkeel/identity-server';
import type { CheckInId, PatientId } from '@evenkeel/kernel';
import { type PreviousDay, redFlagEvents, type RiskFactors } from '@evenkeel/symptoms-rules';

/** Days of overall scores that a person's usual level is taken from. */
export const usualDays = 28;

const redFlagQuestions = ['red-flags-none', ...redFlagEvents.map((event) => `event.${event}`)];

/** What a check-in is held against: earlier scores and what is known about the patient. */
@Injectable()
export class HistoryReader {
  constructor(private readonly patients: PatientReader) {}

  /** The highest overall score of each answered day in the four weeks before this date, oldest first; one check-in left out. */
  async overallBefore(tx: Tx, patientId: PatientId, localDate: string, without: CheckInId): Promise<readonly PreviousDay[]> {
    return tx.query<PreviousDay>(
      `SELECT local_date::text AS "localDate", max(value)::int AS overall FROM clin.check_in_answer
        WHERE patient_id = $1 AND question = 'overall' AND value >= 0 AND check_in_id <> $4
          AND local_date >= $2::date - $3::int AND local_date <= $2::date
        GROUP BY local_date ORDER BY local_date`, [patientId, localDate, usualDays, without]);
  }

  /** The last overall score that was given, whatever the day. */
  async lastOverall(tx: Tx, patientId: PatientId): Promise<number | null> {
    const [row] = await tx.query<{ value: number }>(
      `SELECT value FROM clin.check_in_answer WHERE patient_id = $1 AND question = 'overall' AND value >= 0
        ORDER BY local_date DESC, answered_at DESC LIMIT 1`, [patientId]);
    return row?.value ?? null;
  }

  /** The local date on which the red-flag questions were last put within the last month, answered or skipped. */
  async redFlagsLastAskedOn(tx: Tx, patientId: PatientId, today: string): Promise<string | null> {
    const { on } = await tx.one<{ on: string | null }>(
      `SELECT max(local_date)::text AS on FROM clin.check_in_answer
        WHERE patient_id = $1 AND question = ANY ($2::text[]) AND local_date > $3::date - 31`, [patientId, redFlagQuestions, today]);
    return on;
  }

  /** Facts that change a tier. What nobody has entered counts as not known. */
  async riskFactors(tx: Tx, patientId: PatientId): Promise<RiskFactors> {
    const entered = (await this.patients.risk(tx, patientId)) as Partial<RiskFactors>;
    return { seizureHistory: entered.seizureHistory === true, regimenDaysPerWeek: entered.regimenDaysPerWeek ?? null };
  }
}
