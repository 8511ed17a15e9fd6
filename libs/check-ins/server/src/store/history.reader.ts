import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { places } from '@evenkeel/identity-server';
import type { PatientId } from '@evenkeel/kernel';
import { noRiskFactors, redFlagEvents, type RiskFactors } from '@evenkeel/symptoms-rules';

const redFlagQuestions = ['red-flags-none', ...redFlagEvents.map((event) => `event.${event}`)];

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

  /** The local date on which the red-flag questions were last put within the last month, answered or skipped. */
  async redFlagsLastAskedOn(tx: Tx, patientId: PatientId, today: string): Promise<string | null> {
    const { on } = await tx.one<{ on: string | null }>(
      `SELECT max(local_date)::text AS on FROM clin.check_in_answer
        WHERE organisation_id = app.org() AND patient_id = $1 AND question = ANY ($2::text[]) AND local_date > $3::date - 31`, [patientId, redFlagQuestions, today]);
    return on;
  }

  /** Facts that change a tier. What nobody has entered counts as not known. */
  async openRisk(tx: Tx, patientId: PatientId, sealed: Buffer | null): Promise<RiskFactors> {
    if (sealed === null) return noRiskFactors;
    const entered = JSON.parse(await this.sealer.open(tx, patientId, places.risk, patientId, sealed)) as Partial<RiskFactors>;
    return { seizureHistory: entered.seizureHistory === true, regimenDaysPerWeek: entered.regimenDaysPerWeek ?? null };
  }
}
