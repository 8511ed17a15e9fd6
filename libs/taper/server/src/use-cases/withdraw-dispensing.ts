import { Injectable } from '@nestjs/common';
import { SettleTask } from '@evenkeel/care-team-server';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { DoseDesks } from '../dose-desk.js';
import type { KeptDispensing } from '../dose-facts.js';
import { SupplyWatch } from '../patient-facts.js';
import { supplyChanged } from '../realtime.js';
import { DispensingStore } from '../store/dispensing.store.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';

/** A dispensing was entered by mistake: it counts no more, and supply is worked out again. A repetition changes nothing. */
@Injectable()
export class WithdrawDispensing {
  constructor(
    private readonly database: Database, private readonly desks: DoseDesks, private readonly store: DispensingStore, private readonly watch: SupplyWatch,
    private readonly settling: SettleTask, private readonly calendar: PlanSweepStore, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, idText: string): Promise<KeptDispensing | Refusal> {
    if (!isId(idText)) return refuse('not-found', 'id');
    const id = asId('Dispensing', idText);
    const there = await this.database.as(actor, (tx) => this.store.find(tx, id));
    if (there === null) return refuse('not-found', 'id');
    return this.desks.run(actor, { verb: 'supply.write', category: 'taper_plan', action: 'supply.withdraw', object: 'dispensing', patientId: there.patientId }, async (tx, { patientId, day }) => {
      const made = await this.store.find(tx, id);
      if (made === null) return refuse('not-found', 'id');
      if (made.withdrawnAt !== null) return made;
      // A patient takes back what they entered; what the clinic entered is the clinic's.
      if (actor.role === 'patient' && made.enteredBy !== actor.accountId) return refuse('entered-by-another', 'id');
      await this.store.withdraw(tx, made);
      const of = { organisationId: day.organisationId, patientId };
      await this.settling.run(tx, { ...of, kind: 'concentration-unconfirmed', about: id });
      await this.watch.planChanged(tx, of);
      await this.calendar.soon(tx, patientId);
      await this.outbox.add(tx, supplyChanged(patientId));
      return { ...made, withdrawnAt: day.now };
    });
  }
}
