import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import { OpenTask, SettleTask } from '@evenkeel/care-team-server';
import { type Actor, asId, isId, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { type Product } from '@evenkeel/medicines-rules';
import { addDays, admitConcentration, isLocalDate } from '@evenkeel/taper-rules';
import { type DoseDesk, DoseDesks } from '../dose-desk.js';
import type { KeptDispensing } from '../dose-facts.js';
import { SupplyWatch } from '../patient-facts.js';
import { PlanProducts } from '../plan-products.js';
import { supplyChanged } from '../realtime.js';
import { concentrationBefore } from '../supply.js';
import { DispensingStore } from '../store/dispensing.store.js';
import { PlanSweepStore } from '../store/plan-sweep.store.js';

export interface DispensingWish {
  /** Made by the device; the same in every repetition. */
  readonly id: string;
  /** `null` for one's own. */
  readonly patientId: string | null;
  readonly product: string;
  readonly quarters: number | null;
  readonly ul: number | null;
  readonly mg: number | null;
  readonly concentrationUgPerMl: number | null;
  readonly dispensedOn: string;
}

/** More than this of anything is a slip of the keyboard: 10,000 tablets, ten litres, ten kilograms. */
const mostUnits = { quarters: 40_000, ul: 10_000_000, mg: 10_000_000 } as const;
const strongestUgPerMl = 1_000_000;
/** Dispensings of the last year can be entered. */
const oldestDays = 366;

const amountFields = { solid: 'quarters', liquid: 'ul', powder: 'mg' } as const;
const fieldNames = { quarters: 'quarters', ul: 'microlitres', mg: 'milligrams' } as const;

type Checked = Pick<KeptDispensing, 'quarters' | 'ul' | 'mg' | 'concentrationUgPerMl'>;

/**
 * Writes down what the pharmacy gave. A liquid of another concentration shows no dose until somebody has confirmed the label, and
 * one of ten times as much or as little is refused: a pharmacist looks first. Refusals name the field. The run-out moves at once.
 */
@Injectable()
export class RecordDispensing {
  constructor(
    private readonly desks: DoseDesks, private readonly store: DispensingStore, private readonly products: PlanProducts, private readonly watch: SupplyWatch,
    private readonly opening: OpenTask, private readonly settling: SettleTask, private readonly calendar: PlanSweepStore, private readonly outbox: Outbox,
  ) {}

  async run(actor: Actor, wish: DispensingWish): Promise<KeptDispensing | Refusal> {
    if (!isId(wish.id)) return refuse('not-found', 'id');
    const { dispensedOn } = wish;
    if (!isLocalDate(dispensedOn)) return refuse('not-a-date', 'dispensedOn');
    const id = asId('Dispensing', wish.id);
    return this.desks.run(actor, { verb: 'supply.write', category: 'taper_plan', action: 'supply.record', object: 'dispensing', patientId: wish.patientId }, async (tx, desk) => {
      const { patientId, day } = desk;
      const there = await this.store.find(tx, id);
      if (there !== null) return there.patientId === patientId ? there : refuse('not-found', 'id');
      if (dispensedOn > day.today) return refuse('in-the-future', 'dispensedOn', { today: day.today });
      if (dispensedOn < addDays(day.today, -oldestDays)) return refuse('too-long-ago', 'dispensedOn', { atMost: oldestDays });
      const { known } = await this.products.of(tx, day.organisationId);
      const product = known.get(wish.product);
      if (product === undefined) return refuse('unknown-product', 'product');
      const amount = checkAmount(product, wish);
      if (isRefusal(amount)) return amount;
      const earlier = (await this.store.all(tx, patientId)).filter((each) => each.dispensedOn <= dispensedOn);
      const before = concentrationBefore(product, earlier, known);
      const isTenfold = before === null || amount.concentrationUgPerMl === null ? null : admitConcentration(before, amount.concentrationUgPerMl);
      if (isTenfold !== null) return { ...isTenfold, field: 'concentrationMicrogramsPerMl' };
      const made = { organisationId: day.organisationId, patientId, id, product: product.code, ...amount, dispensedOn, enteredBy: actor.accountId };
      // The id of somebody else's dispensing is not to be told from one that is free.
      if (!await this.store.add(tx, made)) return refuse('not-found', 'id');
      await this.follow(tx, desk, id, before !== amount.concentrationUgPerMl);
      return { ...made, isByPatient: actor.role === 'patient', enteredAt: day.now, confirmedAt: null, withdrawnAt: null };
    });
  }

  private async follow(tx: Tx, { patientId, day }: DoseDesk, id: string, isOther: boolean): Promise<void> {
    const of = { organisationId: day.organisationId, patientId };
    if (isOther) await this.opening.run(tx, { ...of, kind: 'concentration-unconfirmed', about: id, forRole: 'prescriber', dueAt: null });
    // What comes next is about another box.
    await this.settling.run(tx, { ...of, kind: ['supply-14', 'supply-7', 'supply-3'] });
    await this.watch.planChanged(tx, of);
    await this.calendar.soon(tx, patientId);
    await this.outbox.add(tx, supplyChanged(patientId));
  }
}

/** The amount in the product's own unit and in no other, and the label of a liquid. */
function checkAmount(product: Product, wish: DispensingWish): Checked | Refusal {
  const own = amountFields[product.kind];
  for (const unit of ['quarters', 'ul', 'mg'] as const) {
    if (unit !== own && wish[unit] !== null) return refuse('not-of-this-product', fieldNames[unit]);
  }
  const units = wish[own];
  if (units === null) return refuse('missing', fieldNames[own]);
  if (!Number.isSafeInteger(units)) return refuse('not-whole', fieldNames[own]);
  if (units < 1) return refuse('too-small', fieldNames[own], { atLeast: 1 });
  if (units > mostUnits[own]) return refuse('too-large', fieldNames[own], { atMost: mostUnits[own] });
  const strength = wish.concentrationUgPerMl;
  const none = { quarters: null, ul: null, mg: null, concentrationUgPerMl: null };
  if (product.kind !== 'liquid') return strength === null ? { ...none, [own]: units } : refuse('not-of-this-product', 'concentrationMicrogramsPerMl');
  if (strength === null) return refuse('missing', 'concentrationMicrogramsPerMl');
  if (!Number.isSafeInteger(strength)) return refuse('not-whole', 'concentrationMicrogramsPerMl');
  if (strength < 1) return refuse('too-small', 'concentrationMicrogramsPerMl', { atLeast: 1 });
  if (strength > strongestUgPerMl) return refuse('too-large', 'concentrationMicrogramsPerMl', { atMost: strongestUgPerMl });
  return { ...none, ul: units, concentrationUgPerMl: strength };
}
