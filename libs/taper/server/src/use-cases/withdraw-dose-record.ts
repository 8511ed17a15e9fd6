import { Injectable } from '@nestjs/common';
import { Outbox } from '@evenkeel/database';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { DoseDesks } from '../dose-desk.js';
import type { KeptRecord } from '../dose-facts.js';
import { SupplyWatch } from '../patient-facts.js';
import { doseRecordChanged } from '../realtime.js';
import { DoseRecordStore } from '../store/dose-record.store.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';

/** A tap was a mistake: it counts no more. What people were told stays told. A repetition changes nothing. */
@Injectable()
export class WithdrawDoseRecord {
  constructor(
    private readonly desks: DoseDesks, private readonly store: DoseRecordStore, private readonly watch: SupplyWatch, private readonly calendar: PlanSweepStore, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, idText: string): Promise<KeptRecord | Refusal> {
    if (!isId(idText)) return refuse('not-found', 'id');
    const id = asId('DoseRecord', idText);
    return this.desks.run(actor, { verb: 'dose-record.write', category: 'doses', action: 'dose.withdraw', object: 'dose-record', patientId: null }, async (tx, { patientId, day }) => {
      const there = await this.store.find(tx, id);
      if (there === null || there.patientId !== patientId) return refuse('not-found', 'id');
      if (there.withdrawnAt !== null) return there;
      await this.store.withdraw(tx, there);
      await this.watch.planChanged(tx, { organisationId: day.organisationId, patientId });
      await this.calendar.soon(tx, patientId);
      await this.outbox.add(tx, doseRecordChanged(patientId));
      return { ...there, withdrawnAt: day.now };
    });
  }
}
