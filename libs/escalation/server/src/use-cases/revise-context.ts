import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Outbox, type Tx } from '@evenkeel/database';
import type { AlertContext } from '../alert-context.js';
import { alertChanged } from '../realtime.js';
import type { AlertRow } from '../store/alert.row.js';
import { TriggerStore } from '../store/trigger.store.js';

/**
 * Adds what is known now to an open alert whose lock is held, as a further revision; what stood there before stays. Open pages
 * read again. Nobody is paged and no acknowledgement ends: only a worse tier does that, which is for `RaiseAlert`.
 * Nothing happens if a responder would read what they have read already.
 */
@Injectable()
export class ReviseContext {
  constructor(private readonly triggers: TriggerStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  /** @param triggerId one of this alert's own; the newest revision from the same source is what counts as read */
  async run(tx: Tx, row: AlertRow, triggerId: string, context: AlertContext): Promise<void> {
    if (!(await this.triggers.reviseContext(tx, row, triggerId, context, await tx.now()))) return;
    await this.audit.record(tx, {
      action: 'alert.revise', object: { kind: 'alert', id: row.id }, patientId: row.patientId, category: 'crisis_alerts',
      organisationId: row.organisationId, basis: tx.actor.kind === 'person' ? 'self' : 'system',
    });
    await this.outbox.add(tx, alertChanged(row));
  }
}
