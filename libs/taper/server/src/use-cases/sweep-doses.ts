import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import type { PatientId, SystemActor } from '@evenkeel/kernel';
import { SupplyWatch } from '../patient-facts.js';
import { DoseWatchStore } from '../store/dose-watch.store.js';
import { PlanVersionStore } from '../store/plan-version.store.js';

/** Minutes until a patient who cannot be looked at is tried again. */
const retryMinutes = 10;

/**
 * Looks at supply and silence of everybody whose day has changed, one transaction for each patient. Anything may run it, as often as it
 * likes: whoever comes second finds nothing due. One that fails keeps no other one waiting; the fault is thrown after the round.
 */
@Injectable()
export class SweepDoses {
  constructor(private readonly database: Database, private readonly store: DoseWatchStore, private readonly versions: PlanVersionStore, private readonly watch: SupplyWatch) {}

  /** Returns how many patients were looked at. */
  async run(actor: SystemActor, limit = 100): Promise<number> {
    const due = await this.database.engine(actor, (tx) => this.store.due(tx, limit));
    const faults: unknown[] = [];
    let looked = 0;
    for (const patientId of due) {
      try {
        if (await this.database.engine(actor, (tx) => this.one(tx, patientId))) looked += 1;
      } catch (error) {
        faults.push(error);
        await this.database.engine(actor, (tx) => this.store.later(tx, patientId, retryMinutes));
      }
    }
    if (faults.length > 0) throw faults[0];
    return looked;
  }

  private async one(tx: Tx, patientId: PatientId): Promise<boolean> {
    await this.versions.lock(tx, patientId);
    const day = await this.store.isDue(tx, patientId) ? await this.versions.patientDay(tx, patientId) : null;
    if (day === null) return false;
    await this.watch.planChanged(tx, { organisationId: day.organisationId, patientId });
    return true;
  }
}
