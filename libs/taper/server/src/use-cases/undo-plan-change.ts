import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { type Actor, asId, isId, refuse } from '@evenkeel/kernel';
import { undoMilliseconds } from '@evenkeel/taper-rules';
import { KeepPlan } from '../keep-plan.js';
import { PlanTasks } from '../patient-facts.js';
import { type Outcome, PlanDesk } from '../plan-desk.js';
import { isRunning } from '../plan-record.js';
import { PlanChangeStore } from '../store/plan-change.store.js';

/** Takes back the own hold or slow-down within ten minutes of its arrival; after that a prescriber resumes. A repetition changes nothing. */
@Injectable()
export class UndoPlanChange {
  constructor(
    private readonly database: Database, private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly changes: PlanChangeStore, private readonly tasks: PlanTasks,
  ) {}

  async run(actor: Actor, idText: string): Promise<Outcome> {
    if (!isId(idText)) return refuse('not-found');
    const id = asId('PlanChange', idText);
    // Of which patient it is, is read as the person who asks; whether they may change it is decided at the desk.
    const there = await this.database.as(actor, (tx) => this.changes.find(tx, id));
    if (there === null) return refuse('not-found');
    return this.desk.run(actor, { verb: 'plan.slow', action: 'plan.undo', patientId: there.patientId }, async (tx, { patientId, day, versions }) => {
      const plan = versions.find((each) => each.number === there.number);
      const change = plan?.changes.find((each) => each.id === id);
      if (plan === undefined || change === undefined || change.madeBy !== actor.accountId || (change.kind !== 'hold' && change.kind !== 'slow-down')) return refuse('not-found');
      if (change.undoneAt !== null) return plan;
      if (!isRunning(plan)) return refuse('not-in-this-state', 'state');
      if (day.now.getTime() - change.receivedAt.getTime() > undoMilliseconds) return refuse(actor.role === 'patient' ? 'prescriber-resumes' : 'undo-is-over', 'id');
      await this.changes.undo(tx, patientId, [id]);
      await this.tasks.settle(tx, { organisationId: day.organisationId, patientId, kinds: ['plan-changed'], about: id });
      const changed = (await this.keep.versions(tx, patientId)).find(({ number }) => number === plan.number) ?? plan;
      return this.keep.settle(tx, changed, day);
    });
  }
}
