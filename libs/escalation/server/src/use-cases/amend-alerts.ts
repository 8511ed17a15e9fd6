import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { AlertId, PatientId } from '@evenkeel/kernel';
import type { AlertContext } from '../alert-context.js';
import { AlertStore } from '../store/alert.store.js';
import { TriggerStore } from '../store/trigger.store.js';
import { ReviseContext } from './revise-context.js';

/** What a source says now of which it has set off alerts before. */
export interface Amendment {
  readonly patientId: PatientId;
  readonly sourceKind: string;
  readonly sourceId: string;
  /** Asked only if there is an alert to tell. */
  readonly context: () => Promise<AlertContext>;
  /** Alerts that have been told in this transaction. */
  readonly except: readonly AlertId[];
}

/**
 * Tells open alerts that came from a source what it says now, although no rule finds them in it any more: somebody unticked an
 * answer. The alert stays open, because only a person closes one; that person has to see what was taken back.
 */
@Injectable()
export class AmendAlerts {
  constructor(private readonly alerts: AlertStore, private readonly triggers: TriggerStore, private readonly revise: ReviseContext) {}

  async run(tx: Tx, { patientId, sourceKind, sourceId, context, except }: Amendment): Promise<void> {
    const done = new Set(except);
    for (const trigger of await this.triggers.ofSource(tx, patientId, { sourceKind, sourceId })) {
      if (done.has(trigger.alertId)) continue;
      done.add(trigger.alertId);
      const row = await this.alerts.lock(tx, trigger.alertId);
      if (row !== null && row.status !== 'resolved') await this.revise.run(tx, row, trigger.id, await context());
    }
  }
}
