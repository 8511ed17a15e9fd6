import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { afterCareOf, currentTemplate, nextOccurrence } from '@evenkeel/check-ins-rules';
import { Database, newId, Outbox, type Tx } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { EndAfterCare } from '../end-after-care.js';
import { scheduleChanged } from '../realtime.js';
import { AfterCareStore, type EndedPlan } from '../store/after-care.store.js';

/**
 * Plans the check-ins of the twelve months after a last dose, at the hour that the patient knows, once for each plan that has come
 * to zero. Schedules that went on without an end give way to them, and they to those of the next plan. Anything may run it, as often as it likes.
 */
@Injectable()
export class PlanAfterCare {
  constructor(private readonly database: Database, private readonly store: AfterCareStore, private readonly ending: EndAfterCare, private readonly audit: Audit, private readonly outbox: Outbox) {}

  /** Returns how many patients came into after-care. */
  async run(actor: SystemActor, limit = 50): Promise<number> {
    return this.database.engine(actor, async (tx) => {
      await this.ending.all(tx, limit);
      const ended = await this.store.lockEnded(tx, limit);
      for (const plan of ended) await this.plan(tx, plan);
      return ended.length;
    });
  }

  private async plan(tx: Tx, plan: EndedPlan): Promise<void> {
    const { patientId, organisationId, zone, localTime, windowMinutes, now } = plan;
    await this.store.endOthers(tx, plan);
    const last = await this.store.lastDay(tx, patientId);
    const template = currentTemplate('daily');
    for (const stretch of afterCareOf(plan.lastDoseOn)) {
      const before = last === null ? null : { localDate: last.localDate, opensAt: last.at.getTime() };
      const next = nextOccurrence({ ...stretch, zone, localTime, windowMinutes, remindAfterMinutes: null }, { last: before, instant: now.getTime() });
      // A stretch that lies behind, because the plan was entered late, has nothing to ask any more.
      if (next === null) continue;
      const id = newId<'Schedule'>();
      await this.store.insert(tx, plan, plan.versionId, { ...stretch, id, templateId: template.id, templateVersion: template.version, nextAt: new Date(next.opensAt), nextLocalDate: next.localDate });
      await this.outbox.add(tx, scheduleChanged(id, patientId));
    }
    await this.audit.record(tx, { action: 'schedule.after-care', object: { kind: 'plan', id: plan.versionId }, patientId, category: 'schedule', basis: 'system', organisationId });
  }
}
