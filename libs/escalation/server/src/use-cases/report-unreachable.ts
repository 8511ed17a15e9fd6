import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { isRefusal, type AlertId, type SystemActor } from '@evenkeel/kernel';
import { AlertStore } from '../store/alert.store.js';
import { ClaimStore } from '../store/claim.store.js';
import { StepAlert } from './step-alert.js';

/** A level of an alert in one of its laps. */
export interface LevelOfAlert {
  readonly alertId: AlertId;
  readonly level: number;
  readonly cycle: number;
}

/** No message reaches anybody of a level, for good: the next level is paged now instead of when the window ends. */
@Injectable()
export class ReportUnreachable {
  constructor(
    private readonly database: Database, private readonly alerts: AlertStore, private readonly claims: ClaimStore, private readonly steps: StepAlert,
  ) {}

  /** Looks again under the lock of the alert and does nothing if somebody of the level can be reached or has looked. */
  async run(actor: SystemActor, at: LevelOfAlert): Promise<boolean> {
    return this.database.engine(actor, async (tx) => {
      const row = await this.alerts.lock(tx, at.alertId);
      if (row === null || row.status !== 'notified' || row.level !== at.level || row.cycle !== at.cycle) return false;
      if (row.quarantinedAt !== null || !(await this.claims.isUnreachable(tx, at))) return false;
      return !isRefusal(await this.steps.run(tx, row, { kind: 'unreachable', level: at.level, cycle: at.cycle }));
    });
  }

  /** For the case that a sender died between the last failure and the report of it. */
  async sweep(actor: SystemActor): Promise<void> {
    const levels = await this.database.engine(actor, (tx) => this.claims.deadLevels(tx));
    for (const level of levels) await this.run(actor, level);
  }
}
