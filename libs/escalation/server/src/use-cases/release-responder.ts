import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { type AccountId, type PatientId, isRefusal, type SystemActor } from '@evenkeel/kernel';
import { AlertStore } from '../store/alert.store.js';
import { NotificationStore } from '../store/notification.store.js';
import { StepAlert } from './step-alert.js';

/**
 * Somebody is no longer on a patient's team: whatever they hold of the patient's open alerts goes back to the ladder,
 * messages to them that have not left are dropped, and a level that is empty without them is passed at once. May be run
 * again: at worst the log says twice that they left. Somebody who is on the team again by now is left alone.
 */
@Injectable()
export class ReleaseResponder {
  constructor(private readonly database: Database, private readonly alerts: AlertStore, private readonly notifications: NotificationStore, private readonly steps: StepAlert) {}

  /** Returns how many alerts were told. */
  async run(actor: SystemActor, patientId: PatientId, accountId: AccountId): Promise<number> {
    const ids = await this.database.engine(actor, (tx) => this.alerts.openOf(tx, patientId));
    let told = 0;
    for (const id of ids) {
      await this.database.engine(actor, async (tx) => {
        const row = await this.alerts.lock(tx, id);
        if (row === null || row.status === 'resolved' || (await this.alerts.isOnTeam(tx, patientId, accountId))) return;
        await this.notifications.dropFor(tx, id, accountId);
        const stepped = await this.steps.run(tx, row, { kind: 'revoke', accountId });
        if (!isRefusal(stepped)) told += 1;
      });
    }
    return told;
  }
}
