import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { places } from '@evenkeel/identity-server';
import type { PatientId } from '@evenkeel/kernel';
import { noRiskFactors, redFlagEvents, type RiskFactors } from '@evenkeel/symptoms-rules';

const redFlagQuestions = ['red-flags-none', ...redFlagEvents.map((event) => `event.${event}`)];
/** `unresponsive` is no sign of it: it is asked elsewhere too. */
const sedationQuestions = ['sedation-none', 'event.too-sleepy', 'event.unsteady'];

/** `null`: not within a month and a day. */
interface LastAsked {
  readonly redFlags: string | null;
  readonly sedation: string | null;
}

/** What a check-in is held against: earlier scores and what is known about the patient. */
@Injectable()
export class HistoryReader {
  constructor(private readonly sealer: Sealer) {}

  /** The last overall score that was given, whatever the day. */
  async lastOverall(tx: Tx, patientId: PatientId): Promise<number | null> {
    const [row] = await tx.query<{ value: number }>(
      `SELECT value FROM clin.check_in_answer WHERE organisation_id = app.org() AND patient_id = $1 AND question = 'overall' AND value >= 0
        ORDER BY local_date DESC, answered_at DESC LIMIT 1`, [patientId]);
    return row?.value ?? null;
  }

  /**
   * The local dates on which these questions were last put within the last month, answered or skipped. A day more than the
   * month, so that no zone of the earth has to be known before it can be asked.
   */
  async lastAsked(tx: Tx, patientId: PatientId): Promise<LastAsked> {
    return tx.one<LastAsked>(
      `SELECT max(local_date) FILTER (WHERE question = ANY ($2::text[]))::text AS "redFlags", max(local_date) FILTER (WHERE question = ANY ($3::text[]))::text AS sedation
         FROM clin.check_in_answer
        WHERE organisation_id = app.org() AND patient_id = $1 AND question = ANY ($2::text[] || $3::text[]) AND local_date > (clock.now() AT TIME ZONE 'UTC')::date - 32`,
      [patientId, redFlagQuestions, sedationQuestions]);
  }

  /** Facts that change a tier. What nobody has entered counts as not known. */
  async openRisk(tx: Tx, patientId: PatientId, sealed: Buffer | null): Promise<RiskFactors> {
    if (sealed === null) return noRiskFactors;
    const entered = JSON.parse(await this.sealer.open(tx, patientId, places.risk, patientId, sealed)) as Partial<RiskFactors>;
    return { seizureHistory: entered.seizureHistory === true, regimenDaysPerWeek: entered.regimenDaysPerWeek ?? null };
  }
}
