import { Injectable } from '@nestjs/common';
import { Outbox } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import { draftOf, type Outcome, PlanDesk } from '../plan-desk.js';
import { isDraft } from '../plan-record.js';
import { planChanged } from '../realtime.js';
import { SecondSignOff } from '../second-sign-off.js';
import { PlanVersionStore } from '../store/plan-version.store.js';
import type { DraftKey } from './check-plan-draft.js';

/** Throws a draft away, with what was eased in it. What was signed is never thrown away. Returns it as it was. */
@Injectable()
export class DiscardPlanDraft {
  constructor(private readonly desk: PlanDesk, private readonly store: PlanVersionStore, private readonly outbox: Outbox, private readonly colleague: SecondSignOff) {}

  async run(actor: Actor, key: DraftKey): Promise<Outcome> {
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.discard', patientId: key.patientId }, async (tx, desk) => {
      const draft = draftOf(desk, key);
      if (isRefusal(draft)) return draft;
      if (!isDraft(draft)) return refuse('not-in-this-state', 'state');
      await this.store.remove(tx, draft);
      await this.colleague.look(tx, draft, null);
      await this.outbox.add(tx, planChanged(draft.id, desk.patientId));
      return draft;
    });
  }
}
