import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { currentTemplate, nextOccurrence } from '@evenkeel/check-ins-rules';
import { newId, Outbox, type Tx } from '@evenkeel/database';
import { scheduleChanged } from './realtime.js';
import { AfterCareStore, type BegunPlan } from './store/after-care.store.js';

/**
 * After-care ends when another plan has begun. Check-ins come again as often as before it and at the same hour, without an end:
 * nobody who takes a medicine again is asked only every few months. What the team has set itself in the meantime stays as it is.
 */
@Injectable()
export class EndAfterCare {
  constructor(private readonly store: AfterCareStore, private readonly audit: Audit, private readonly outbox: Outbox) {}

  async all(tx: Tx, limit: number): Promise<void> {
    for (const plan of await this.store.lockBegun(tx, limit)) await this.end(tx, plan);
  }

  private async end(tx: Tx, plan: BegunPlan): Promise<void> {
    const { patientId, organisationId } = plan;
    for (const id of await this.store.endAfterCare(tx, plan)) await this.outbox.add(tx, scheduleChanged(id, patientId));
    if (!plan.hasOwn) await this.resume(tx, plan);
    await this.audit.record(tx, { action: 'schedule.after-care-ended', object: { kind: 'plan', id: plan.versionId }, patientId, category: 'schedule', basis: 'system', organisationId });
  }

  private async resume(tx: Tx, plan: BegunPlan): Promise<void> {
    const { patientId, today, zone, localTime, windowMinutes, everyDays, now } = plan;
    const last = await this.store.lastDay(tx, patientId);
    const schedule = { startsOn: today, endsOn: null, everyDays };
    const next = nextOccurrence({ ...schedule, zone, localTime, windowMinutes, remindAfterMinutes: null }, { last: last === null ? null : { localDate: last.localDate, opensAt: last.at.getTime() }, instant: now.getTime() });
    if (next === null) throw new Error('Check-ins without an end have no next one');
    const [id, template] = [newId<'Schedule'>(), currentTemplate('daily')];
    await this.store.insert(tx, plan, null, { ...schedule, id, templateId: template.id, templateVersion: template.version, nextAt: new Date(next.opensAt), nextLocalDate: next.localDate });
    await this.outbox.add(tx, scheduleChanged(id, patientId));
  }
}
