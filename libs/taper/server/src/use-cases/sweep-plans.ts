import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@evenkeel/database';
import type { PatientId, SystemActor } from '@evenkeel/kernel';
import { KeepPlan } from '../keep-plan.js';
import { PlanTasks } from '../patient-facts.js';
import { PlanCalendar } from '../plan-calendar.js';
import { lockOf, onCalendar } from '../plan-on-calendar.js';
import { PlanProducts } from '../plan-products.js';
import { isRunning, type PlanRecord } from '../plan-record.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';
import { type PatientDay, PlanVersionStore } from '../store/plan-version.store.js';

const hours = 3_600_000;
/** A signed version that nobody has read is a task after a day; a lock goes on to the coordinator after a week; a hold is looked at after four weeks. */
const waits = { unread: 24 * hours, lock: 7 * 24 * hours, hold: 28 * 24 * hours } as const;
/** Minutes until a patient whose plan cannot be swept is tried again. */
const retryMinutes = 10;

/**
 * Lets dates do their part to every plan whose time has come, one transaction for each patient. Anything may run it, as often as
 * it likes and in several processes: whoever comes second passes by or finds nothing due. One plan that fails keeps no other one
 * waiting; the fault is thrown after the round.
 */
@Injectable()
export class SweepPlans {
  constructor(
    private readonly database: Database, private readonly store: PlanSweepStore, private readonly versions: PlanVersionStore, private readonly keep: KeepPlan,
    private readonly calendar: PlanCalendar, private readonly products: PlanProducts, private readonly tasks: PlanTasks,
  ) {}

  /** Returns how many patients were looked at. */
  async run(actor: SystemActor, limit = 100): Promise<number> {
    const due = await this.database.engine(actor, (tx) => this.store.due(tx, limit));
    const faults: unknown[] = [];
    let looked = 0;
    for (const patientId of due) {
      try {
        if (await this.database.engine(actor, (tx) => this.one(tx, patientId))) looked += 1;
      } catch (error) {
        faults.push(error);
        await this.database.engine(actor, (tx) => this.store.later(tx, patientId, retryMinutes));
      }
    }
    if (faults.length > 0) throw faults[0];
    return looked;
  }

  private async one(tx: Tx, patientId: PatientId): Promise<boolean> {
    if (!await this.store.take(tx, patientId)) return false;
    const day = await this.versions.patientDay(tx, patientId);
    if (day === null) return false;
    await this.calendar.look(tx, { patientId, day, hour: await this.store.hour(tx, patientId), versions: await this.keep.versions(tx, patientId) });
    await this.openTasks(tx, patientId, day);
    await this.versions.remind(tx, patientId);
    return true;
  }

  private async openTasks(tx: Tx, patientId: PatientId, day: PatientDay): Promise<void> {
    const versions = await this.keep.versions(tx, patientId);
    const of = { organisationId: day.organisationId, patientId, dueAt: null };
    const isOver = (since: Date | null, wait: number): boolean => since !== null && day.now.getTime() - since.getTime() >= wait;
    for (const version of versions.filter((each) => each.state === 'signed' || isRunning(each))) {
      if (version.readAt === null && isOver(version.signedAt, waits.unread)) await this.tasks.open(tx, { ...of, kind: 'plan-unread', about: String(version.number), forRole: 'coordinator' });
    }
    const running = versions.find(isRunning);
    if (running === undefined) return;
    if (running.state === 'held' && isOver(running.heldAt, waits.hold)) await this.tasks.open(tx, { ...of, kind: 'hold-review', about: holdOf(running), forRole: 'prescriber' });
    const lock = lockOf(onCalendar(running, (await this.products.of(tx, day.organisationId)).known));
    if (lock !== null && isOver(lock.receivedAt, waits.lock)) await this.tasks.open(tx, { ...of, kind: 'step-locked', about: `${lock.on} still`, forRole: 'coordinator' });
  }
}

/** The hold that is on, told by the day it began. */
const holdOf = ({ heldAt, number }: PlanRecord): string => `${number} ${heldAt?.toISOString() ?? ''}`;
