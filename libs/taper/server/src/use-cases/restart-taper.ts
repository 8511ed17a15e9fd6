import { Injectable } from '@nestjs/common';
import { newId } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import { ChangePlan } from '../change-plan.js';
import { type Outcome, PlanDesk } from '../plan-desk.js';

/** Ends every hold that has begun, a lock of the next step too: on a date, or as soon as no dose changes on the day itself. Prescribers only. */
@Injectable()
export class RestartTaper {
  constructor(private readonly desk: PlanDesk, private readonly change: ChangePlan) {}

  async run(actor: Actor, wish: { readonly patientId: string; readonly on: string | null }): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.restart', patientId: wish.patientId }, async (tx, desk) => {
      const plan = await this.change.running(tx, desk);
      if (isRefusal(plan)) return plan;
      const { today, now } = desk.day;
      if (wish.on !== null && wish.on < today) return refuse('in-the-past', 'on', { today });
      const on = wish.on ?? this.change.gentlyFrom(plan, today);
      if (!plan.schedule.holds.some(({ from, to }) => from <= on && (to === null || to > on))) return refuse('not-held', 'on');
      await this.change.resolved(tx, desk);
      return this.change.add(tx, desk, plan, { id: newId<'PlanChange'>(), change: { kind: 'restart', on }, cause: 'prescriber', madeBy: actor.accountId, tappedAt: now });
    });
  }
}
