import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, type AlertId, refuse, type Refusal } from '@evenkeel/kernel';
import { alertChanged } from '../realtime.js';
import { AlertStore } from '../store/alert.store.js';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';

/**
 * Somebody looks at an alert on the signed-in page: a fact that the patient is told, and never an acknowledgement.
 * The first look of each person is a line of the log; later looks change nothing.
 */
@Injectable()
export class OpenAlert {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly alerts: AlertStore,
    private readonly notifications: NotificationStore, private readonly audit: Audit, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, id: AlertId): Promise<AlertRow | Refusal> {
    return this.database.as(actor, async (tx) => {
      const row = await this.alerts.lock(tx, id);
      const basis = row === null || actor.role === 'patient' ? null : await this.access.basis(tx, actor, 'alert_head', row.patientId);
      if (row === null || basis === null) return refuse('not-found');
      if (row.status === 'resolved' || await this.alerts.wasOpenedBy(tx, row, actor.accountId)) return row;
      row.seq = await this.alerts.note(tx, row, 'opened', { id: actor.accountId, role: actor.role });
      await this.notifications.opened(tx, id, actor.accountId);
      await this.audit.record(tx, { action: 'alert.open', object: { kind: 'alert', id }, patientId: row.patientId, category: 'alert_head', basis: printBasis(basis) });
      await this.outbox.add(tx, alertChanged(row));
      return row;
    });
  }
}
