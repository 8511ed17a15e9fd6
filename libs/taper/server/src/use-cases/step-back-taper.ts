import { Injectable } from '@nestjs/common';
import { newId } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import { ChangePlan } from '../change-plan.js';
import { type Outcome, PlanDesk } from '../plan-desk.js';

/** Goes back by so many steps of the signed plan; from there it is walked again. The only way in which a running plan rises, and a prescriber's. */
@Injectable()
export class StepBackTaper {
  constructor(private readonly desk: PlanDesk, private readonly change: ChangePlan) {}

  async run(actor: Actor, wish: { readonly patientId: string; readonly steps: number; readonly on: string | null }): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.step-back', patientId: wish.patientId }, async (tx, desk) => {
      const plan = await this.change.running(tx, desk);
      if (isRefusal(plan)) return plan;
      const { today, now } = desk.day;
      const on = wish.on ?? today;
      if (on < today) return refuse('in-the-past', 'on', { today });
      const atMost = plan.schedule.steps.filter(({ startsOn, reason }) => startsOn <= on && reason !== 'start' && reason !== 'maintenance').length;
      if (!Number.isSafeInteger(wish.steps) || wish.steps < 1 || wish.steps > atMost) return refuse('steps-out-of-range', 'steps', { atLeast: 1, atMost });
      await this.change.resolved(tx, desk);
      return this.change.add(tx, desk, plan, { id: newId<'PlanChange'>(), change: { kind: 'step-back', on, steps: wish.steps }, cause: 'prescriber', madeBy: actor.accountId, tappedAt: now });
    });
  }
}
