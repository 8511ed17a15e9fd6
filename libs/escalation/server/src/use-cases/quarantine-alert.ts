import { Injectable } from '@nestjs/common';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
import type { AlertId, SystemActor } from '@evenkeel/kernel';
import { alertChanged } from '../realtime.js';
import type { NotificationRow } from '../store/alert-parts.rows.js';
import { AlertStore } from '../store/alert.store.js';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { RosterReader } from '../store/roster.reader.js';

const mostFaults = 3;
const againAfterMs = 5 * 60_000;

/**
 * An alert that the machine cannot advance is never parked in silence: at the third failure everybody who could be paged
 * on any level is told, in a plain text, and so are operations; then everybody again every five minutes until somebody
 * has repaired or closed it.
 */
@Injectable()
export class QuarantineAlert {
  constructor(
    private readonly database: Database, private readonly alerts: AlertStore, private readonly notifications: NotificationStore,
    private readonly rosters: RosterReader, private readonly outbox: Outbox,
  ) {}

  /** Counts an exception on this row; at the third one it is quarantined. */
  async countFault(actor: SystemActor, id: AlertId): Promise<void> {
    await this.database.engine(actor, async (tx) => {
      const row = await this.alerts.lock(tx, id);
      if (row === null || row.status === 'resolved' || row.quarantinedAt !== null) return;
      if (await this.alerts.countFault(tx, id) < mostFaults) return;
      await this.alerts.note(tx, row, 'quarantined', { id: 'escalation', role: null });
      await this.tellEverybody(tx, row);
    });
  }

  /** Reminds everybody of rows in quarantine whose time has come. */
  async remind(actor: SystemActor): Promise<void> {
    await this.database.engine(actor, async (tx) => {
      for (const row of await this.alerts.lockQuarantined(tx, 50)) await this.tellEverybody(tx, row);
    });
  }

  private async tellEverybody(tx: Tx, row: AlertRow): Promise<void> {
    const now = await tx.now();
    const cycle = row.cycle + 1;
    const message = (recipient: Pick<NotificationRow, 'recipientId' | 'recipientKey' | 'recipientRole' | 'purpose' | 'channel'>): NotificationRow => ({
      organisationId: row.organisationId, patientId: row.patientId, alertId: row.id, id: newId<'Notification'>(), tier: row.tier, cycle, level: 0,
      ...recipient, status: 'pending', unlessOpened: false, reason: 'quarantined', attempts: 0, faults: 0, nextAttemptAt: now, leaseToken: null, leaseUntil: null,
      provider: null, providerMessageId: null, lastErrorCode: null, createdAt: now, acceptedAt: null, openedAt: null, supersededAt: null,
    });
    const people = await this.rosters.ofOne(tx, row.patientId);
    await this.notifications.insert(tx, [
      ...people.flatMap(({ accountId, role }) => (['inapp', 'email'] as const).map((channel) =>
        message({ recipientId: accountId, recipientKey: accountId, recipientRole: role, purpose: 'page', channel }))),
      message({ recipientId: null, recipientKey: 'ops', recipientRole: 'ops', purpose: 'ops', channel: 'email' }),
    ]);
    await this.alerts.quarantine(tx, row, cycle, againAfterMs);
    await this.outbox.add(tx, alertChanged(row));
  }
}
