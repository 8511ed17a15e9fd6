import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { addDays, doseRecordKinds, doseSlots, isLocalDate } from '@evenkeel/taper-rules';
import { type DoseDesk, DoseDesks } from '../dose-desk.js';
import type { KeptRecord } from '../dose-facts.js';
import { SupplyWatch } from '../patient-facts.js';
import { RaiseDoseAlert } from '../raise-dose-alert.js';
import { doseRecordChanged } from '../realtime.js';
import { DoseRecordStore } from '../store/dose-record.store.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';

export interface DoseWish {
  /** Made by the device; the same in every repetition. */
  readonly id: string;
  readonly localDate: string;
  readonly slot: string;
  readonly kind: string;
  readonly tappedAt: Date;
}

/** A phone without a network may be that late. */
const oldestDays = 31;

/**
 * What the patient says about a dose: taken, missed, one more, vomited, declined. No answer is a directive. A repetition with the
 * same id is the same record. What the rules make of it follows in the same transaction: the team is told, supply moves, and
 * the calendar looks again. Refusals name `id`, `localDate`, `slot` or `kind`.
 */
@Injectable()
export class RecordDose {
  constructor(
    private readonly desks: DoseDesks, private readonly store: DoseRecordStore, private readonly alerts: RaiseDoseAlert, private readonly watch: SupplyWatch,
    private readonly calendar: PlanSweepStore, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: DoseWish): Promise<KeptRecord | Refusal> {
    const slot = doseSlots.find((each) => each === wish.slot);
    const kind = doseRecordKinds.find((each) => each === wish.kind);
    if (!isId(wish.id)) return refuse('not-found', 'id');
    if (slot === undefined) return refuse('not-one-of', 'slot');
    if (kind === undefined) return refuse('not-one-of', 'kind');
    if (!isLocalDate(wish.localDate)) return refuse('not-a-date', 'localDate');
    const [id, localDate] = [asId('DoseRecord', wish.id), wish.localDate];
    return this.desks.run(actor, { verb: 'dose-record.write', category: 'doses', action: 'dose.record', object: 'dose-record', patientId: null }, async (tx, desk) => {
      const there = await this.store.find(tx, id);
      if (there !== null) return there;
      if (localDate > desk.day.today) return refuse('in-the-future', 'localDate', { today: desk.day.today });
      if (localDate < addDays(desk.day.today, -oldestDays)) return refuse('too-long-ago', 'localDate', { atMost: oldestDays });
      if (!await this.desks.hasDose(tx, desk.patientId, localDate)) return refuse('no-plan-then', 'localDate');
      const { organisationId, today, now } = desk.day;
      const tappedAt = wish.tappedAt > now ? now : wish.tappedAt;
      const record = { organisationId, patientId: desk.patientId, id, localDate, slot, kind, tappedAt };
      // The id of somebody else's record is not to be told from one that is free.
      if (!await this.store.add(tx, record)) return refuse('not-found', 'id');
      await this.alerts.run(tx, record, today);
      await this.follow(tx, desk);
      return { ...record, receivedAt: now, withdrawnAt: null };
    });
  }

  private async follow(tx: Tx, { patientId, day: { organisationId } }: DoseDesk): Promise<void> {
    await this.watch.planChanged(tx, { organisationId, patientId });
    await this.calendar.soon(tx, patientId);
    await this.outbox.add(tx, doseRecordChanged(patientId));
  }
}
