import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import type { Attempt } from '@evenkeel/notifications-server';
import { settle } from '../delivery.js';
import type { Claimed } from './claim.store.js';

/** Writes down how an attempt ended. */
@Injectable()
export class SettleStore {
  /**
   * Ends the claim, if it is still ours: a sender that was frozen and thawed finds its lease token gone and changes
   * nothing. The attempt itself is written in any case, because it happened. Answers the status the message has now.
   */
  async end(tx: Tx, claimed: Claimed, result: Attempt, startedAt: Date, isFault: boolean): Promise<string> {
    const now = await tx.now();
    await tx.execute(
      `INSERT INTO clin.notification_attempt (organisation_id, patient_id, notification_id, n, started_at, ended_at, outcome, code)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [claimed.organisationId, claimed.patientId, claimed.id, claimed.attempts, startedAt, now, result.outcome, result.code]);
    const [mine] = await tx.query<{ superseded: boolean }>(
      `SELECT superseded_at IS NOT NULL AS superseded FROM clin.notification WHERE id = $1 AND lease_token = $2 AND status = 'leased' FOR UPDATE`,
      [claimed.id, claimed.leaseToken]);
    if (mine === undefined) return 'fenced';
    const { status, againAfterMs } = settle(claimed.tier, claimed.attempts, result, mine.superseded);
    await tx.execute(
      `UPDATE clin.notification
          SET status = CASE WHEN $3 = 'accepted' AND opened_at IS NOT NULL THEN 'opened' ELSE $3 END, lease_token = NULL, lease_until = NULL,
              last_error_code = $4, provider = CASE WHEN $4 = 'log' THEN 'log' ELSE channel END, provider_message_id = coalesce($5, provider_message_id), faults = faults + $6,
              accepted_at = CASE WHEN $3 = 'accepted' THEN coalesce(accepted_at, $7) ELSE accepted_at END,
              next_attempt_at = CASE WHEN $8::bigint IS NULL THEN next_attempt_at ELSE $7::timestamptz + $8 * interval '1 millisecond' END
        WHERE id = $1 AND lease_token = $2`,
      [claimed.id, claimed.leaseToken, status, result.code, result.providerMessageId, isFault ? 1 : 0, now, againAfterMs]);
    if (status === 'dead') await this.hurrySiblings(tx, claimed);
    return status;
  }

  /** A message failed three times by a fault of ours: those who run the installation are told once. */
  async tellOps(tx: Tx, { organisationId, patientId, alertId, tier, cycle, level }: Claimed): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.notification (organisation_id, patient_id, alert_id, id, tier, cycle, level, recipient_id, recipient_key, recipient_role,
                                      channel, purpose, status, reason, next_attempt_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 'ops', 'ops', 'email', 'ops', 'pending', 'quarantined', clock.now(), clock.now())
       ON CONFLICT DO NOTHING`, [organisationId, patientId, alertId, newId(), tier, cycle, level]);
  }

  /** One way to a person has failed for good: the ways that were to be tried later are tried now. */
  private async hurrySiblings(tx: Tx, { alertId, cycle, level, recipientId, purpose }: Claimed): Promise<void> {
    if (recipientId === null) return;
    await tx.execute(
      `UPDATE clin.notification SET next_attempt_at = clock.now()
        WHERE alert_id = $1 AND cycle = $2 AND level = $3 AND recipient_id = $4 AND purpose = $5 AND status = 'pending' AND next_attempt_at > clock.now()`,
      [alertId, cycle, level, recipientId, purpose]);
  }
}
