import { Injectable } from '@nestjs/common';
import { type Actor, refuse } from '@evenkeel/kernel';
import { KeepPlan } from '../keep-plan.js';
import { PlanTasks } from '../patient-facts.js';
import { type Outcome, PlanDesk } from '../plan-desk.js';

/** The patient has read a signed version. The first time counts. */
@Injectable()
export class MarkPlanRead {
  constructor(private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly tasks: PlanTasks) {}

  async run(actor: Actor, number: number): Promise<Outcome> {
    if (actor.role !== 'patient') return refuse('not-found');
    return this.desk.run(actor, { verb: 'plan.slow', action: 'plan.read-by-patient', patientId: null }, async (tx, { versions, day, patientId }) => {
      const version = versions.find((each) => each.number === number);
      if (version === undefined) return refuse('not-found');
      if (version.readAt !== null) return version;
      await this.tasks.settle(tx, { organisationId: day.organisationId, patientId, kinds: ['plan-unread'], about: String(number) });
      return this.keep.save(tx, { ...version, readAt: day.now });
    });
  }
}
