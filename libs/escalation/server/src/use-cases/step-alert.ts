import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import { type AlertCommand, type AlertRefusal, next } from '@evenkeel/escalation-rules';
import { isRefusal } from '@evenkeel/kernel';
import { alertChanged } from '../realtime.js';
import { AlertStore } from '../store/alert.store.js';
import { fromState, toState } from '../store/alert-state.js';
import type { AlertRow } from '../store/alert.row.js';
import { NotificationStore } from '../store/notification.store.js';
import { RosterReader } from '../store/roster.reader.js';

/** One command on one alert whose lock is held: asks the machine, stores its answer, announces it. */
@Injectable()
export class StepAlert {
  constructor(
    private readonly alerts: AlertStore, private readonly notifications: NotificationStore,
    private readonly rosters: RosterReader, private readonly outbox: Outbox,
  ) {}

  /** The row as it is now, or why not. A command that changes nothing answers the row as it was. */
  async run(tx: Tx, row: AlertRow, command: AlertCommand): Promise<AlertRow | AlertRefusal> {
    const roster = await this.rosters.ofOne(tx, row.patientId);
    const now = await tx.now();
    const step = next(toState(row), command, now.getTime(), roster);
    if (isRefusal(step)) return step;
    await this.alerts.save(tx, [{ row, step }]);
    await this.notifications.write(tx, [{ row, step }], new Map([[row.patientId, roster]]), now);
    if (step.state.status === 'resolved') await this.alerts.endGrants(tx, row.id);
    if (step.state.rowVersion !== row.rowVersion) await this.outbox.add(tx, alertChanged(row));
    return Object.assign(row, fromState(step.state));
  }
}
