import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';

export interface RecentScore {
  readonly localDate: string;
  readonly question: string;
  readonly value: number;
  readonly answeredAt: Date;
}

/** The scores of the last days for whoever holds emergency access. The database answers nobody else. */
@Injectable()
export class RecentScoresReader {
  /** Newest first. */
  async of(tx: Tx, patientId: PatientId): Promise<readonly RecentScore[]> {
    return tx.query<RecentScore>(
      `SELECT local_date::text AS "localDate", question, value, answered_at AS "answeredAt" FROM clin.recent_scores($1)`, [patientId]);
  }
}
