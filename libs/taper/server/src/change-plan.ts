import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { refuse, type Refusal } from '@evenkeel/kernel';
import { addDays, isSameDay, type LocalDate, scheduleOf } from '@evenkeel/taper-rules';
import { KeepPlan } from './keep-plan.js';
import { PlanTasks } from './patient-facts.js';
import type { Desk } from './plan-desk.js';
import { doseOn, lockOf, onCalendar, type PlanOnCalendar } from './plan-on-calendar.js';
import { PlanProducts } from './plan-products.js';
import { isRunning, liveChanges, type PlanRecord } from './plan-record.js';
import { type NewChange, PlanChangeStore } from './store/plan-change.store.js';

/** What prescribers and the calendar do to a version that runs. */
@Injectable()
export class ChangePlan {
  constructor(private readonly keep: KeepPlan, private readonly changes: PlanChangeStore, private readonly products: PlanProducts, private readonly tasks: PlanTasks) {}

  /** The version that runs, on the calendar. */
  async running(tx: Tx, { day, versions }: Pick<Desk, 'day' | 'versions'>): Promise<PlanOnCalendar | Refusal> {
    const record = versions.find(isRunning);
    return record === undefined ? refuse('no-plan-runs', 'patientId') : onCalendar(record, (await this.products.of(tx, day.organisationId)).known);
  }

  /** Adds one change and puts everything that follows from it in order. */
  async add(tx: Tx, { patientId, day }: Pick<Desk, 'patientId' | 'day'>, { record }: PlanOnCalendar, change: NewChange): Promise<PlanRecord> {
    if (!await this.changes.add(tx, record, change)) throw new Error('A new change has the id of another one');
    const changed = (await this.keep.versions(tx, patientId)).find(({ number }) => number === record.number) ?? record;
    return this.keep.settle(tx, changed, day);
  }

  /** What stood in the way was looked at: its tasks are done. */
  async resolved(tx: Tx, { patientId, day }: Pick<Desk, 'patientId' | 'day'>): Promise<void> {
    await this.tasks.settle(tx, { organisationId: day.organisationId, patientId, kinds: ['step-locked', 'hold-review', 'plan-changed'] });
  }

  /**
   * The first day on which a plan may go on without another dose on that very day: a patient who has taken the morning's tablets
   * is not told at noon that it should have been less.
   */
  gentlyFrom(plan: PlanOnCalendar, today: LocalDate): LocalDate {
    const lock = lockOf(plan);
    if (lock !== null && lock.on > today) return lock.on;
    const at = scheduleOf(plan.laid, [...liveChanges(plan.record), { kind: 'restart', on: today }]);
    return isSameDay(doseOn({ ...plan, schedule: at }, today), doseOn(plan, today)) ? today : addDays(today, 1);
  }
}
