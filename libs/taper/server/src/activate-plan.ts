import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { isRefusal } from '@evenkeel/kernel';
import { nextVersion } from '@evenkeel/taper-rules';
import { KeepPlan } from './keep-plan.js';
import { type Outcome } from './plan-desk.js';
import { isRunning, type PlanRecord, toVersion, withVersion } from './plan-record.js';
import type { PatientDay } from './store/plan-version.store.js';

/** Lets a signed version begin: the one before it is replaced in the same transaction, so that no day has two plans. */
@Injectable()
export class ActivatePlan {
  constructor(private readonly keep: KeepPlan) {}

  /** Refused before its date. The patient's plans must be locked. */
  async run(tx: Tx, signed: PlanRecord, versions: readonly PlanRecord[], day: PatientDay): Promise<Outcome> {
    const next = nextVersion(toVersion(signed), { kind: 'activate', by: 'calendar', today: day.today, others: [] });
    if (isRefusal(next)) return next;
    for (const running of versions.filter(isRunning)) {
      const replaced = nextVersion(toVersion(running), { kind: 'replace', by: 'calendar' });
      if (isRefusal(replaced)) return replaced;
      await this.keep.save(tx, { ...withVersion(running, replaced, day.now), heldAt: null, heldBy: null });
    }
    return this.keep.settle(tx, { ...withVersion(signed, next, day.now), activatedAt: day.now }, day);
  }
}
