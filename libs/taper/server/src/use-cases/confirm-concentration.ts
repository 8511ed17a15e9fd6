import { Injectable } from '@nestjs/common';
import { SettleTask } from '@evenkeel/care-team-server';
import { Database, Outbox } from '@evenkeel/database';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';
import { DoseDesks } from '../dose-desk.js';
import type { KeptDispensing } from '../dose-facts.js';
import { supplyChanged } from '../realtime.js';
import { Supply } from '../supply.js';
import { DispensingStore } from '../store/dispensing.store.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';

/**
 * Somebody has read the label: this is the concentration, and doses are shown again. Not possible while the plan still measures the old one: then
 * every mark of the syringe would be wrong, and a prescriber signs a version with the new product first. A repetition changes nothing.
 */
@Injectable()
export class ConfirmConcentration {
  constructor(
    private readonly database: Database, private readonly desks: DoseDesks, private readonly store: DispensingStore, private readonly supply: Supply,
    private readonly settling: SettleTask, private readonly calendar: PlanSweepStore, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, idText: string): Promise<KeptDispensing | Refusal> {
    if (!isId(idText)) return refuse('not-found', 'dispensingId');
    const id = asId('Dispensing', idText);
    // Of which patient it is, is read as the person who asks; whether they may change it is decided at the desk.
    const there = await this.database.as(actor, (tx) => this.store.find(tx, id));
    if (there === null) return refuse('not-found', 'dispensingId');
    return this.desks.run(actor, { verb: 'supply.write', category: 'taper_plan', action: 'supply.confirm', object: 'dispensing', patientId: there.patientId }, async (tx, { patientId, day }) => {
      const shown = (await this.supply.shown(tx, patientId)).find(({ made }) => made.id === id);
      if (shown === undefined || shown.made.withdrawnAt !== null || shown.previousUgPerMl === null) return refuse('nothing-to-confirm', 'dispensingId');
      const { made, product } = shown;
      if (made.confirmedAt !== null) return made;
      const measured = await this.supply.concentrationsOfPlan(tx, patientId, product.medicine);
      if (measured.some((each) => each !== made.concentrationUgPerMl)) return refuse('plan-measures-another', 'dispensingId');
      await this.store.confirm(tx, made, actor.accountId);
      await this.settling.run(tx, { organisationId: day.organisationId, patientId, kind: 'concentration-unconfirmed', about: id });
      await this.calendar.soon(tx, patientId);
      await this.outbox.add(tx, supplyChanged(patientId));
      return { ...made, confirmedAt: day.now };
    });
  }
}
