import { Injectable } from '@nestjs/common';
import { handle, type HandlerSet, type JobHandler } from '@evenkeel/queue';
import { tellNewPlan, tellPlanChange, tellSupply } from './jobs.js';
import { TellNewPlan } from './use-cases/tell-new-plan.js';
import { TellPlanChange } from './use-cases/tell-plan-change.js';
import { TellSupply } from './use-cases/tell-supply.js';

/** What the worker does for this scope. Inert in every other process. */
@Injectable()
export class TaperHandlers implements HandlerSet {
  constructor(private readonly tell: TellPlanChange, private readonly supply: TellSupply, private readonly newPlan: TellNewPlan) {}

  handlers(): readonly JobHandler[] {
    return [
      handle(tellPlanChange, async ({ changeId }, requestId) => {
        await this.tell.run({ kind: 'system', name: tellPlanChange.id, requestId }, changeId);
      }),
      handle(tellSupply, async ({ patientId }, requestId) => {
        await this.supply.run({ kind: 'system', name: tellSupply.id, requestId }, patientId);
      }),
      handle(tellNewPlan, async ({ versionId }, requestId) => {
        await this.newPlan.run({ kind: 'system', name: tellNewPlan.id, requestId }, versionId);
      }),
    ];
  }
}
