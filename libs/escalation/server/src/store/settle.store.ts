import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import type { Attempt } from '@evenkeel/notifications-server';
import { settle, type Settlement } from '../delivery.js';
import type { Claimed } from './claim.store.js';

/** How one attempt ended. */
export interface Ended {
  readonly claimed: Claimed;
  readonly result: Attempt;
  /** An exception of ours, and no answer of a provider. */
  readonly isFault: boolean;
}

/** What a message is now; `fenced` if it is not this sender's any more. */
export type Settled = Settlement['status'] | 'fenced';

/** Writes down how attempts ended. */
@Injectable()
export class SettleStore {
  /**
   * Ends each claim, if it is still ours: a sender that was frozen and thawed finds its lease token gone and changes
   * nothing. The attempt itself is written in any case, because it happened. Answers, place by place, the status that the message has now.
   * @param busy what to do about a row that is not free, or not ours, at this moment: `wait` for it, or `pass` it over with
   *   nothing written about it and `null` for an answer. Many are passed over, so that nobody who acknowledges waits in a circle.
   */
  async end(tx: Tx, ended: readonly Ended[], busy: 'wait' | 'pass'): Promise<(Settled | null)[]> {
    const now = await tx.now();
    const ours = new Map((await tx.query<{ id: string; superseded: boolean }>(
      `SELECT n.id, n.superseded_at IS NOT NULL AS superseded
         FROM clin.notification n JOIN unnest($1::uuid[], $2::uuid[]) AS h(id, token) ON n.id = h.id AND n.lease_token = h.token
        WHERE n.status = 'leased' ORDER BY n.id FOR UPDATE OF n ${busy === 'pass' ? 'SKIP LOCKED' : ''}`,
      [ended.map(({ claimed }) => claimed.id), ended.map(({ claimed }) => claimed.leaseToken)])).map(({ id, superseded }) => [id, superseded]));
    const ends = ended.flatMap((each) => {
      const superseded = ours.get(each.claimed.id);
      return superseded === undefined ? [] : [{ ...each, ...settle(each.claimed.tier, each.claimed.attempts, each.result, superseded) }];
    });
    await this.keepAttempts(tx, busy === 'wait' ? ended : ends, now);
    await this.change(tx, ends, now);
    for (const { claimed, status } of ends) if (status === 'dead') await this.hurrySiblings(tx, claimed);
    const statuses = new Map<string, Settled>(ends.map(({ claimed, status }) => [claimed.id, status]));
    return ended.map(({ claimed }) => statuses.get(claimed.id) ?? (busy === 'wait' ? 'fenced' : null));
  }

  private async keepAttempts(tx: Tx, ended: readonly Ended[], now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO clin.notification_attempt (organisation_id, patient_id, notification_id, n, started_at, ended_at, outcome, code)
       SELECT organisation, patient, id, n, started, $8, outcome, code
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::timestamptz[], $6::text[], $7::text[]) AS a(organisation, patient, id, n, started, outcome, code)
       ON CONFLICT DO NOTHING`,
      [ended.map(({ claimed }) => claimed.organisationId), ended.map(({ claimed }) => claimed.patientId), ended.map(({ claimed }) => claimed.id),
        ended.map(({ claimed }) => claimed.attempts), ended.map(({ claimed }) => claimed.now), ended.map(({ result }) => result.outcome), ended.map(({ result }) => result.code), now]);
  }

  private async change(tx: Tx, ends: readonly (Ended & Settlement)[], now: Date): Promise<void> {
    await tx.execute(
      `UPDATE clin.notification n
          SET status = CASE WHEN e.status = 'accepted' AND n.opened_at IS NOT NULL THEN 'opened' ELSE e.status END, lease_token = NULL, lease_until = NULL,
              last_error_code = e.code, provider = CASE WHEN e.code = 'log' THEN 'log' ELSE n.channel END, provider_message_id = coalesce(e.message, n.provider_message_id), faults = n.faults + e.faults,
              accepted_at = CASE WHEN e.status = 'accepted' THEN coalesce(n.accepted_at, $7) ELSE n.accepted_at END,
              next_attempt_at = CASE WHEN e.again IS NULL THEN n.next_attempt_at ELSE $7::timestamptz + e.again * interval '1 millisecond' END
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::bigint[]) AS e(id, status, code, message, faults, again)
        WHERE n.id = e.id`,
      [ends.map(({ claimed }) => claimed.id), ends.map(({ status }) => status), ends.map(({ result }) => result.code), ends.map(({ result }) => result.providerMessageId),
        ends.map(({ isFault }) => (isFault ? 1 : 0)), ends.map(({ againAfterMs }) => againAfterMs), now]);
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
