import { Injectable } from '@nestjs/common';
import { sealedWords } from '@evenkeel/check-ins-server';
import type { Tx } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import type { Wanted } from './timeline.reader.js';

/** One answer of a day, in a number or in words. */
export interface DayAnswer {
  readonly question: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly answeredAt: Date;
}

export interface DayAlert {
  readonly id: string;
  readonly tier: string;
  readonly family: string;
  readonly status: string;
  readonly openedAt: Date;
}

interface SealedAnswer {
  readonly checkInId: string;
  readonly question: string;
  readonly words: Buffer;
  readonly answeredAt: Date;
}

/** What happened on one day of a patient, for the card below the chart. Callers ask `Access` first what may be wanted. */
@Injectable()
export class DayReader {
  constructor(private readonly sealer: Sealer) {}

  /** Answers of all check-ins of the day in the order in which they were tapped, words where they are shared. */
  async answers(tx: Tx, organisationId: OrganisationId, patientId: PatientId, date: string, { scores, words }: Wanted): Promise<readonly DayAnswer[]> {
    const numbers = scores ? await tx.query<DayAnswer>(
      `SELECT a.question, a.value, NULL AS text, a.answered_at AS "answeredAt" FROM clin.check_in c
         JOIN clin.check_in_answer a ON a.organisation_id = c.organisation_id AND a.patient_id = c.patient_id AND a.check_in_id = c.id
        WHERE c.organisation_id = $1 AND c.patient_id = $2 AND c.local_date = $3 ORDER BY a.answered_at, a.question`, [organisationId, patientId, date]) : [];
    const sealed = words ? await tx.query<SealedAnswer>(
      `SELECT t.check_in_id AS "checkInId", t.question, t.words, t.answered_at AS "answeredAt" FROM clin.check_in c
         JOIN clin.check_in_text t ON t.organisation_id = c.organisation_id AND t.patient_id = c.patient_id AND t.check_in_id = c.id
        WHERE c.organisation_id = $1 AND c.patient_id = $2 AND c.local_date = $3 ORDER BY t.answered_at, t.question`, [organisationId, patientId, date]) : [];
    const opened: DayAnswer[] = [];
    for (const { checkInId, question, words: box, answeredAt } of sealed) {
      opened.push({ question, value: null, answeredAt, text: await this.sealer.open(tx, patientId, sealedWords.place, sealedWords.row(checkInId, question), box) });
    }
    return [...numbers, ...opened].sort((one, other) => one.answeredAt.getTime() - other.answeredAt.getTime());
  }

  /** Alerts that opened on the day, on the patient's calendar at that time. */
  async alerts(tx: Tx, organisationId: OrganisationId, patientId: PatientId, date: string): Promise<readonly DayAlert[]> {
    return tx.query<DayAlert>(
      `SELECT a.id, a.tier, a.family, a.status, a.opened_at AS "openedAt" FROM clin.alert a JOIN identity.patient p ON p.id = a.patient_id
        WHERE a.organisation_id = $1 AND a.patient_id = $2 AND NOT a.is_drill AND a.opened_at >= $3::date - 2 AND a.opened_at < $3::date + 3
          AND (a.opened_at AT TIME ZONE coalesce((SELECT z.zone FROM identity.patient_zone z
                WHERE z.patient_id = a.patient_id AND z.since <= a.opened_at ORDER BY z.since DESC LIMIT 1), p.zone))::date = $3::date
        ORDER BY a.opened_at, a.id`, [organisationId, patientId, date]);
  }
}
