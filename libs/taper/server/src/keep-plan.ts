import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import type { Product } from '@evenkeel/medicines-rules';
import { addDays } from '@evenkeel/taper-rules';
import { doseRowsOf } from './dose-rows.js';
import { SupplyWatch } from './patient-facts.js';
import { isHeldByPerson, onCalendar, type PlanOnCalendar } from './plan-on-calendar.js';
import { PlanProducts } from './plan-products.js';
import { isRunning, type PlanRecord } from './plan-record.js';
import { dayBefore } from './plan-surroundings.js';
import { planChanged } from './realtime.js';
import { DoseStepStore } from './store/dose-step.store.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** What has to follow from a change of a plan, in the same transaction. The patient's plans must be locked. */
@Injectable()
export class KeepPlan {
  constructor(
    private readonly store: PlanVersionStore, private readonly steps: DoseStepStore, private readonly products: PlanProducts,
    private readonly supply: SupplyWatch, private readonly outbox: Outbox,
  ) {}

  /** Only the row and the bell: for drafts and for what has not begun. */
  async save(tx: Tx, record: PlanRecord): Promise<PlanRecord> {
    await this.store.save(tx, record);
    await this.outbox.add(tx, planChanged(record.id, record.patientId));
    return this.again(tx, record);
  }

  /**
   * For a version that runs or has just ended: its state after the changes of today, the dated steps that everybody reads,
   * the supply that moves with them, the row, the bell.
   */
  async settle(tx: Tx, record: PlanRecord, day: PatientDay, known: ReadonlyMap<string, Product> | null = null): Promise<PlanRecord> {
    const { organisationId, patientId, number, startsOn, signedBy, signedAt } = record;
    const plan = onCalendar(record, known ?? (await this.products.of(tx, organisationId)).known);
    if (signedBy !== null && signedAt !== null) {
      const before = dayBefore(await this.steps.prescribed(tx, patientId), { startsOn });
      await this.steps.rewrite(tx, { organisationId, patientId, number, startsOn, signedBy, signedAt }, doseRowsOf(plan.schedule, before));
    }
    await this.store.save(tx, isRunning(record) ? asHeld(plan, day) : record);
    await this.supply.planChanged(tx, { organisationId, patientId });
    await this.outbox.add(tx, planChanged(record.id, patientId));
    return this.again(tx, record);
  }

  private async again(tx: Tx, { patientId, number }: PlanRecord): Promise<PlanRecord> {
    return found(await this.store.versions(tx, patientId, withWords(tx)), number);
  }

  /** Every version of the patient, in the words that the acting person may read. */
  async versions(tx: Tx, patientId: PatientId): Promise<readonly PlanRecord[]> {
    return this.store.versions(tx, patientId, withWords(tx));
  }
}

/** Reasons are for the team. */
const withWords = ({ actor }: Tx): boolean => actor.kind === 'person' && actor.role !== 'patient';

function found(versions: readonly PlanRecord[], number: number): PlanRecord {
  const record = versions.find((each) => each.number === number);
  if (record === undefined) throw new Error('A version is gone within its own transaction');
  return record;
}

/**
 * Held while a person holds it, active otherwise: also when a hold of some days has ended by itself. A hold that was tapped after
 * the lower dose of the day begins tomorrow and is one from now on.
 */
function asHeld(plan: PlanOnCalendar, { today, now }: PatientDay): PlanRecord {
  const { record } = plan;
  if (!isHeldByPerson(plan, today) && !isHeldByPerson(plan, addDays(today, 1))) return { ...record, state: 'active', heldAt: null, heldBy: null };
  if (record.state === 'held') return record;
  const holding = record.changes.findLast(({ kind, cause, undoneAt, on }) => kind === 'hold' && undoneAt === null && on <= addDays(today, 1) && (cause === 'patient' || cause === 'prescriber'));
  return { ...record, state: 'held', heldAt: holding?.receivedAt ?? now, heldBy: holding?.cause === 'prescriber' ? 'prescriber' : 'patient' };
}
