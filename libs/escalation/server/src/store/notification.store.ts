import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, type Tx } from '@evenkeel/database';
import type { Roster } from '@evenkeel/escalation-rules';
import type { AccountId, AlertId, PatientId } from '@evenkeel/kernel';
import { NotificationRow } from './alert-parts.rows.js';
import type { Stepped } from './alert.store.js';
import { planNotifications } from './notification.plan.js';

/** Writes messages that have to leave and drops those that need not any more. Decides nothing. */
@Injectable()
export class NotificationStore {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Everything that these steps want told. A message that exists already, by its key, is not written twice. */
  async write(tx: Tx, stepped: readonly Stepped[], rosters: ReadonlyMap<PatientId, Roster>, now: Date): Promise<void> {
    await this.supersede(tx, stepped.filter(({ step }) => step.supersedePages).map(({ row }) => row.id));
    const telling = stepped.filter(({ step }) => step.notify.length > 0);
    if (telling.length === 0) return;
    const patients = telling.filter(({ step }) => step.notify.some(({ purpose }) => purpose === 'patient')).map(({ row }) => row.patientId);
    const accounts = await this.accountsOf(tx, patients);
    const outlets = { webhook: this.config.FALLBACK_WEBHOOK_URL !== undefined };
    const rows = telling.flatMap(({ row, step }) => step.notify.flatMap((intent) =>
      planNotifications(row, intent, rosters.get(row.patientId) ?? [], accounts.get(row.patientId) ?? null, outlets, now)));
    await this.insert(tx, rows);
  }

  async insert(tx: Tx, rows: readonly NotificationRow[]): Promise<void> {
    // PostgreSQL takes 65,535 parameters a statement.
    for (let at = 0; at < rows.length; at += 1000) await this.insertSome(tx, rows.slice(at, at + 1000));
  }

  private async insertSome(tx: Tx, rows: readonly NotificationRow[]): Promise<void> {
    await tx.manager.createQueryBuilder().insert().into(NotificationRow).values([...rows]).orIgnore().updateEntity(false).execute();
  }

  /**
   * Somebody holds the alert: pages that wait are dropped. One that is leaving at this moment is only marked, so that
   * whatever its provider answers can still be written down; it is not tried again.
   */
  async supersede(tx: Tx, alertIds: readonly AlertId[]): Promise<void> {
    if (alertIds.length === 0) return;
    await tx.execute(
      `UPDATE clin.notification SET superseded_at = clock.now(), status = CASE status WHEN 'pending' THEN 'superseded' ELSE status END
        WHERE alert_id = ANY ($1::uuid[]) AND status IN ('pending', 'leased') AND purpose IN ('page', 'reminder', 'fallback', 'patient')`, [alertIds]);
  }

  /** One person is told nothing more of this alert: what waits for them is dropped, what is leaving is not tried again. */
  async dropFor(tx: Tx, alertId: AlertId, accountId: AccountId): Promise<void> {
    await tx.execute(
      `UPDATE clin.notification SET superseded_at = clock.now(), status = CASE status WHEN 'pending' THEN 'superseded' ELSE status END
        WHERE alert_id = $1 AND recipient_id = $2 AND status IN ('pending', 'leased')`, [alertId, accountId]);
  }

  /** Somebody looked at the alert: a fact for the patient, and a reason not to try louder channels. */
  async opened(tx: Tx, alertId: AlertId, accountId: AccountId): Promise<void> {
    await tx.execute(
      `UPDATE clin.notification SET opened_at = clock.now(), status = CASE status WHEN 'accepted' THEN 'opened' WHEN 'delivered' THEN 'opened' ELSE status END
        WHERE alert_id = $1 AND recipient_id = $2 AND opened_at IS NULL`, [alertId, accountId]);
  }

  private async accountsOf(tx: Tx, patientIds: readonly PatientId[]): Promise<ReadonlyMap<PatientId, AccountId>> {
    if (patientIds.length === 0) return new Map();
    const rows = await tx.query<{ id: PatientId; account: AccountId }>(
      `SELECT id, account_id AS account FROM identity.patient WHERE id = ANY ($1::uuid[])`, [patientIds]);
    return new Map(rows.map(({ id, account }) => [id, account]));
  }
}
