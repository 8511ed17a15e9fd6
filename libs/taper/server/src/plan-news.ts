import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import { tellNewPlan, tellPlanChange } from './jobs.js';
import type { PlanChangeId, PlanVersionId } from './plan-record.js';

/** Asks for messages about plans, with the commit. */
@Injectable()
export class PlanNews {
  constructor(private readonly outbox: Outbox) {}

  /** To the team: the patient changed it. */
  async tell(tx: Tx, changeId: PlanChangeId): Promise<void> {
    await this.outbox.add(tx, { topic: 'job', payload: { queue: tellPlanChange.queue, job: tellPlanChange.id, changeId } });
  }

  /** To the patient: a version was signed and is to be read. */
  async signed(tx: Tx, versionId: PlanVersionId): Promise<void> {
    await this.outbox.add(tx, { topic: 'job', payload: { queue: tellNewPlan.queue, job: tellNewPlan.id, versionId } });
  }
}
