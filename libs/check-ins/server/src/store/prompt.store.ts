import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, CheckInId, OrganisationId, PatientId } from '@evenkeel/kernel';

/** What a prompt has to know. No names, no answers. */
export interface PromptFacts {
  readonly id: CheckInId;
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly opensAt: Date;
  readonly closesAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly openedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly zone: string;
  /** Messages about it that were tried before. */
  readonly tries: number;
  readonly now: Date;
}

/** Under the engine's role. */
@Injectable()
export class PromptStore {
  async facts(tx: Tx, id: CheckInId): Promise<PromptFacts | null> {
    const [row] = await tx.query<PromptFacts>(
      `SELECT c.id, c.organisation_id AS "organisationId", c.patient_id AS "patientId", p.account_id AS "accountId",
              c.at AS "opensAt", c.closes_at AS "closesAt", c.delivered_at AS "deliveredAt", c.opened_at AS "openedAt",
              c.answered_at AS "answeredAt", c.zone, (SELECT count(*)::int FROM clin.message_log m WHERE m.about_id = c.id) AS tries, clock.now() AS now
         FROM clin.check_in c JOIN identity.patient p ON p.id = c.patient_id WHERE c.id = $1`, [id]);
    return row ?? null;
  }

  /** Once: a second delivery changes nothing. Returns whether this was the first. */
  async delivered(tx: Tx, id: CheckInId): Promise<boolean> {
    return await tx.execute(`UPDATE clin.check_in SET delivered_at = clock.now() WHERE id = $1 AND delivered_at IS NULL`, [id]) === 1;
  }

  /** No channel will ever take it: the sweep shall not ask again before it closes. */
  async giveUp(tx: Tx, id: CheckInId): Promise<void> {
    await tx.execute(`UPDATE clin.check_in SET prompted_at = closes_at WHERE id = $1 AND delivered_at IS NULL`, [id]);
  }
}
