import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AccountId, AlertId, NotificationId, PatientId } from '@evenkeel/kernel';
import { leaseMs } from '../delivery.js';
import type { NotificationRow } from './alert-parts.rows.js';

/** A message that this sender may send now, with the facts that its text needs. */
export interface Claimed extends Pick<NotificationRow,
  'organisationId' | 'patientId' | 'alertId' | 'id' | 'tier' | 'cycle' | 'level' | 'recipientId' | 'recipientRole' | 'channel' | 'purpose' | 'reason' | 'attempts' | 'faults'> {
  readonly leaseToken: string;
  readonly openedAt: Date;
  readonly alertStatus: string;
  readonly quarantined: boolean;
  readonly heldBy: AccountId | null;
  /** Planned for people who have not looked, and this one has. */
  readonly needless: boolean;
  readonly organisationName: string;
  readonly organisationLanguage: 'en' | 'es';
  readonly fallbackEmail: string | null;
  readonly zone: string;
  /** When the alert goes on by itself; `null` once it is resolved. */
  readonly nextActionAt: Date | null;
  readonly closing: boolean;
  readonly now: Date;
}

/** Messages that have to leave: claimed with a lease, so that a sender that dies gives them back. */
@Injectable()
export class ClaimStore {
  /**
   * Takes what is due, worst tier first and of a tier the first page of each alert before any later one, and whatever a dead
   * sender left behind.
   * @param of `rings` on open pages, or messages that leave: only the urgent ones, or any
   */
  async claim(tx: Tx, limit: number, of: 'rings' | 'urgent' | 'any'): Promise<Claimed[]> {
    return tx.query<Claimed>(
      `WITH due AS (
         SELECT id FROM clin.notification
          WHERE status IN ('pending', 'leased') AND ($2 <> 'urgent' OR tier IN ('E0', 'E1')) AND (channel = 'inapp') = ($2 = 'rings')
            AND ((status = 'pending' AND next_attempt_at <= clock.now())
              OR (status = 'leased' AND lease_until < clock.now() AND superseded_at IS NULL))
          ORDER BY tier, cycle, level, next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED),
       taken AS (
         UPDATE clin.notification n
            SET status = 'leased', lease_token = gen_random_uuid(), lease_until = clock.now() + $3 * interval '1 millisecond', attempts = attempts + 1
           FROM due WHERE n.id = due.id RETURNING n.*)
       SELECT n.organisation_id AS "organisationId", n.patient_id AS "patientId", n.alert_id AS "alertId", n.id, n.tier, n.cycle, n.level,
              n.recipient_id AS "recipientId", n.recipient_role AS "recipientRole", n.channel, n.purpose, n.reason, n.attempts, n.faults,
              n.lease_token AS "leaseToken", a.opened_at AS "openedAt", a.status AS "alertStatus", a.quarantined_at IS NOT NULL AS quarantined,
              coalesce(a.engaged_by, a.ack_by) AS "heldBy", o.name AS "organisationName", o.language AS "organisationLanguage",
              o.fallback_email AS "fallbackEmail", o.zone, a.next_action_at AS "nextActionAt", a.machine->'closure' <> 'null' AS closing, clock.now() AS now,
              n.unless_opened AND EXISTS (SELECT 1 FROM clin.notification s
                WHERE s.alert_id = n.alert_id AND s.recipient_id = n.recipient_id AND s.opened_at IS NOT NULL) AS needless
         FROM taken n JOIN clin.alert a ON a.id = n.alert_id JOIN identity.organisation o ON o.id = n.organisation_id
        ORDER BY n.tier, n.cycle, n.level, n.next_attempt_at`, [limit, of, leaseMs]);
  }

  /** These are still being sent. One that is being written down at this moment is left alone. */
  async renew(tx: Tx, held: readonly Pick<Claimed, 'id' | 'leaseToken'>[]): Promise<void> {
    await tx.execute(
      `UPDATE clin.notification SET lease_until = clock.now() + $3 * interval '1 millisecond'
        WHERE id IN (SELECT n.id FROM clin.notification n JOIN unnest($1::uuid[], $2::uuid[]) AS h(id, token) ON n.id = h.id AND n.lease_token = h.token
                      WHERE n.status = 'leased' FOR UPDATE OF n SKIP LOCKED)`, [held.map(({ id }) => id), held.map(({ leaseToken }) => leaseToken), leaseMs]);
  }

  /** Whoever is paged and is not on the patient's team may see the patient from now on, before the page says so. */
  async letIn(tx: Tx, pages: readonly Claimed[]): Promise<void> {
    if (pages.length === 0) return;
    await tx.query(
      `SELECT clin.grant_for_alert(n.alert, n.account, n.role)
         FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) AS n(alert, account, role, patient)) n
        WHERE NOT EXISTS (SELECT 1 FROM clin.care_team_member m WHERE m.patient_id = n.patient AND m.account_id = n.account AND m.role = n.role
          AND m.accepted_at IS NOT NULL AND (m.ends_at IS NULL OR m.ends_at > clock.now()))`,
      [pages.map((p) => p.alertId), pages.map((p) => p.recipientId), pages.map((p) => p.recipientRole), pages.map((p) => p.patientId)]);
  }

  /** Makes links of these pages work for a day. */
  async openLinks(tx: Tx, pages: readonly Claimed[], hashOf: (id: NotificationId) => Buffer): Promise<void> {
    if (pages.length === 0) return;
    await tx.execute(
      `INSERT INTO clin.ack_token (token_hash, organisation_id, notification_id, alert_id, recipient_id, recipient_role, expires_at)
       SELECT t.*, clock.now() + interval '24 hours' FROM unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) AS t
       ON CONFLICT DO NOTHING`,
      [pages.map((p) => hashOf(p.id)), pages.map((p) => p.organisationId), pages.map((p) => p.id), pages.map((p) => p.alertId),
        pages.map((p) => p.recipientId), pages.map((p) => p.recipientRole)]);
  }

  /** Gives up leases of dead senders on messages that nobody needs any more. */
  async dropSuperseded(tx: Tx): Promise<void> {
    await tx.execute(
      `UPDATE clin.notification SET status = 'superseded', lease_token = NULL, lease_until = NULL
        WHERE status = 'leased' AND lease_until < clock.now() AND superseded_at IS NOT NULL`);
  }

  /** Whether every way to the people of this level has failed for good and none of them has looked. */
  async isUnreachable(tx: Tx, page: Pick<Claimed, 'alertId' | 'level' | 'cycle'>): Promise<boolean> {
    const { unreachable } = await tx.one<{ unreachable: boolean }>(
      `SELECT coalesce(bool_and(CASE WHEN channel = 'inapp' THEN opened_at IS NULL ELSE status = 'dead' AND opened_at IS NULL END)
                AND bool_or(channel <> 'inapp'), false) AS unreachable
         FROM clin.notification WHERE alert_id = $1 AND level = $2 AND cycle = $3 AND purpose = 'page'`, [page.alertId, page.level, page.cycle]);
    return unreachable;
  }

  /** Pages of the level that is being waited for which failed for good: for the case that the sender died before it told. */
  async deadLevels(tx: Tx): Promise<{ alertId: AlertId; patientId: PatientId; level: number; cycle: number }[]> {
    return tx.query(
      `SELECT DISTINCT n.alert_id AS "alertId", n.patient_id AS "patientId", n.level, n.cycle FROM clin.notification n
         JOIN clin.alert a ON a.id = n.alert_id AND a.status = 'notified' AND a.level = n.level AND a.cycle = n.cycle
        WHERE n.status = 'dead' AND n.purpose = 'page' LIMIT 50`);
  }
}
