import { Injectable } from '@nestjs/common';
import { Access } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { OrganisationReader } from '@evenkeel/identity-server';
import type { Actor, PatientId } from '@evenkeel/kernel';
import { type Amount, type Product, productOf } from '@evenkeel/medicines-rules';
import { addDays, dayDoseOn, hasAny, intakeOf, isLocalDate, type LocalDate, type SlotIntake, slowsDownAlone, undoMilliseconds } from '@evenkeel/taper-rules';
import { mustCallFirst } from './call-first.js';
import { KeepPlan } from './keep-plan.js';
import { DoseRecordReader, PatientFactsReader, SupplyReader } from './patient-facts.js';
import { asTold, lockOf, onCalendar, type PlanOnCalendar } from './plan-on-calendar.js';
import { type KnownProducts, PlanProducts } from './plan-products.js';
import { isRunning, type PlanRecord, type StoredChange } from './plan-record.js';
import { ReadPlans, type ShownVersion } from './read-plans.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** An amount with the product it is of. */
export interface ShownAmount {
  readonly amount: Amount;
  readonly product: Product;
}

export interface ShownSlot extends Omit<SlotIntake, 'amounts'> {
  readonly amounts: readonly ShownAmount[];
}

export interface MyPlan {
  readonly patientId: PatientId;
  readonly plan: ShownVersion | null;
  readonly coming: ShownVersion | null;
  readonly today: LocalDate;
  readonly doses: readonly ShownSlot[];
  /** The organisation's own products that these plans name. */
  readonly products: readonly Product[];
  /** The last own change that can still be taken back. */
  readonly undo: { readonly id: string; readonly until: Date } | null;
  readonly lockedBecause: readonly string[] | null;
  readonly runsOutOn: LocalDate | null;
  readonly showsNoDose: boolean;
  readonly seizureHistory: boolean;
  /** The patient holds alone, but a step is moved by telephone. */
  readonly slowDownNeedsCall: boolean;
  readonly afterCareUntil: LocalDate | null;
  readonly prescriberPhone: string;
}

/** The patient's own plan: what holds now, and what was signed for later. Neither drafts nor what stood in the way of a signature. */
@Injectable()
export class ReadMyPlan {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: PlanVersionStore, private readonly keep: KeepPlan, private readonly products: PlanProducts,
    private readonly plans: ReadPlans, private readonly records: DoseRecordReader, private readonly supply: SupplyReader, private readonly facts: PatientFactsReader, private readonly organisations: OrganisationReader,
  ) {}

  /** `null` for anybody who acts in another role. */
  async run(actor: Actor): Promise<MyPlan | null> {
    const { patientId } = actor;
    if (actor.role !== 'patient' || patientId === null) return null;
    return this.database.as(actor, async (tx) => {
      const own = await this.access.patients(tx, actor, 'taper_plan', [patientId]);
      const day = own.has(patientId) ? await this.store.patientDay(tx, patientId) : null;
      return day === null ? null : this.of(tx, actor, patientId, day);
    });
  }

  private async of(tx: Tx, actor: Actor, patientId: PatientId, day: PatientDay): Promise<MyPlan> {
    const versions = await this.keep.versions(tx, patientId);
    const products = await this.products.of(tx, day.organisationId);
    const record = versions.find(isRunning) ?? versions.findLast(({ state }) => state === 'completed') ?? null;
    const coming = versions.find(({ state }) => state === 'signed') ?? null;
    const shown = await this.plans.shown(tx, actor, [record, coming].filter((each) => each !== null), products);
    const plan = record === null ? null : onCalendar(record, products.known);
    const showsNoDose = await mustCallFirst(tx, patientId, day.today, this.records, this.supply);
    return {
      patientId, today: day.today, doses: plan === null || showsNoDose ? [] : slotsOn(asTold(plan, day.today), day.today, products), products: ownProductsOf([record, coming], products),
      plan: shown.find((each) => each.record === record) ?? null, coming: shown.find((each) => each.record === coming) ?? null,
      undo: record === null ? null : undoOf(record, actor, day.now), lockedBecause: plan === null ? null : (lockOf(plan)?.because ?? null),
      runsOutOn: await this.supply.runsOutOn(tx, patientId), showsNoDose,
      seizureHistory: versions.some(({ facts }) => facts !== null && hasAny(facts, 'seizure-history')), slowDownNeedsCall: !slowsDownAlone(await this.facts.facts(tx, patientId)),
      afterCareUntil: afterCareUntil(plan),
      prescriberPhone: (await this.organisations.byId(tx, day.organisationId)).fallbackPhone,
    };
  }
}

/** After-care goes on for twelve months after the last dose: to the same day of the next year, in a shorter February to its last. */
function afterCareUntil(plan: PlanOnCalendar | null): LocalDate | null {
  const end = plan?.record.ended === 'zero' ? plan.schedule.endsOn : null;
  if (end === null) return null;
  const last = addDays(end, -1);
  const next = `${Number(last.slice(0, 4)) + 1}${last.slice(4)}`;
  const isThere: boolean = isLocalDate(next);
  return isThere ? next : `${next.slice(0, 8)}28`;
}

function undoOf({ changes }: PlanRecord, { accountId }: Actor, now: Date): MyPlan['undo'] {
  const until = (change: StoredChange): Date => new Date(change.receivedAt.getTime() + undoMilliseconds);
  const last = changes.filter(({ madeBy, undoneAt }) => madeBy === accountId && undoneAt === null).reduce<StoredChange | null>(
    (newest, change) => (newest === null || change.receivedAt >= newest.receivedAt ? change : newest), null);
  return last === null || until(last) < now ? null : { id: last.id, until: until(last) };
}

const slotsOn = ({ laid, schedule }: PlanOnCalendar, today: LocalDate, { known }: KnownProducts): readonly ShownSlot[] =>
  intakeOf(dayDoseOn(schedule, today) ?? [], laid.makers).map(({ amounts, ...slot }) => ({
    ...slot, amounts: amounts.flatMap((amount) => {
      const product = known.get(amount.product);
      return product === undefined ? [] : [{ amount, product }];
    }),
  }));

function ownProductsOf(records: readonly (PlanRecord | null)[], { known }: KnownProducts): readonly Product[] {
  const codes = new Set(records.flatMap((record) => record?.plan.products ?? []));
  return [...codes].flatMap((code) => {
    const product = known.get(code);
    return product === undefined || productOf(code) !== null ? [] : [product];
  });
}
