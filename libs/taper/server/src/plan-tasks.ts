import { Injectable } from '@nestjs/common';
import { OpenTask, SettleTask } from '@evenkeel/care-team-server';
import type { Tx } from '@evenkeel/database';
import { type PlanTask, type PlanTaskKind, PlanTasks } from './patient-facts.js';

/** Tasks of plans, kept with all other tasks of the team. */
@Injectable()
export class TeamTasks extends PlanTasks {
  constructor(private readonly opening: OpenTask, private readonly settling: SettleTask) {
    super();
  }

  async open(tx: Tx, task: PlanTask): Promise<void> {
    await this.opening.run(tx, task);
  }

  async settle(tx: Tx, { kinds, ...of }: Parameters<PlanTasks['settle']>[1]): Promise<void> {
    await this.settling.run(tx, { ...of, kind: kinds satisfies readonly PlanTaskKind[] });
  }
}
