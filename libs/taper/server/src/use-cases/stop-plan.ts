import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import { nextVersion } from '@evenkeel/taper-rules';
import { ChangePlan } from '../change-plan.js';
import { KeepPlan } from '../keep-plan.js';
import { type Desk, type Outcome, PlanDesk } from '../plan-desk.js';
import { doseOn } from '../plan-on-calendar.js';
import { type PlanRecord, toVersion, withVersion } from '../plan-record.js';

/**
 * Takes back a signed version that has not begun; if there is none, ends the one that runs. A plan never ends at a dose above
 * zero that nobody signed as maintenance: such a dose would go on without a plan, or stop in one day.
 */
@Injectable()
export class StopPlan {
  constructor(private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly change: ChangePlan) {}

  async run(actor: Actor, wish: { readonly patientId: string; readonly reason: string }): Promise<Outcome> {
    if (wish.reason.trim().length < 3) return refuse('reason-missing', 'reason');
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.stop', patientId: wish.patientId }, async (tx, desk) => {
      const waiting = desk.versions.find(({ state }) => state === 'signed');
      if (waiting !== undefined) return this.stop(tx, desk, waiting);
      const plan = await this.change.running(tx, desk);
      if (isRefusal(plan)) return plan;
      return doseOn(plan, desk.day.today).length > 0 ? refuse('dose-above-zero', 'patientId') : this.stop(tx, desk, plan.record);
    });
  }

  private async stop(tx: Tx, { day }: Desk, record: PlanRecord): Promise<Outcome> {
    const next = nextVersion(toVersion(record), { kind: 'stop', by: 'prescriber' });
    return isRefusal(next) ? next : this.keep.save(tx, { ...withVersion(record, next, day.now), heldAt: null, heldBy: null });
  }
}
