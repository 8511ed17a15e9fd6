import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { LocalDate, OverallScore } from '@evenkeel/taper-rules';

/** What check-ins and alerts tell a plan: that there was one, whether sleep suffers, how the overall score went. Never words. */
@Injectable()
export class CheckedInReader {
  /** Whether a check-in of this day or a later one was completed. */
  async since(tx: Tx, patientId: PatientId, from: LocalDate): Promise<boolean> {
    return (await tx.one<{ done: boolean }>(
      `SELECT EXISTS (SELECT FROM clin.check_in WHERE patient_id = $1 AND local_date >= $2 AND answered_at IS NOT NULL) AS done`, [patientId, from])).done;
  }

  /** When an alert of one of these families was last raised since a day; drills are none. `null` when there was none. */
  async lastAlert(tx: Tx, patientId: PatientId, families: readonly string[], from: LocalDate): Promise<Date | null> {
    return (await tx.one<{ at: Date | null }>(
      `SELECT max(last_trigger_at) AS at FROM clin.alert WHERE patient_id = $1 AND family = ANY ($2::text[]) AND last_trigger_at >= $3::date AND NOT is_drill`, [patientId, families, from])).at;
  }

  /** Overall scores from a day on, in the order of days. */
  async overall(tx: Tx, patientId: PatientId, from: LocalDate): Promise<readonly OverallScore[]> {
    return tx.query<OverallScore>(
      `SELECT c.local_date::text AS "on", a.value FROM clin.check_in_answer a JOIN clin.check_in c ON c.organisation_id = a.organisation_id AND c.patient_id = a.patient_id AND c.id = a.check_in_id
        WHERE a.patient_id = $1 AND c.local_date >= $2 AND a.question = 'overall' AND a.value >= 0 ORDER BY c.local_date, c.id`, [patientId, from]);
  }

  /** Whether sleeplessness was answered as moderate or more on two or more of the last seven days. */
  async isSleepDisturbed(tx: Tx, patientId: PatientId, today: LocalDate): Promise<boolean> {
    return (await tx.one<{ disturbed: boolean }>(
      `SELECT count(DISTINCT c.local_date) >= 2 AS disturbed FROM clin.check_in_answer a JOIN clin.check_in c ON c.organisation_id = a.organisation_id AND c.patient_id = a.patient_id AND c.id = a.check_in_id
        WHERE a.patient_id = $1 AND c.local_date > $2::date - 7 AND c.local_date <= $2::date AND a.question = 'symptom.insomnia' AND a.value >= 2`, [patientId, today])).disturbed;
  }
}
