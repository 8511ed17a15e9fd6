import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { divideDown, multiply, type PatientId } from '@evenkeel/kernel';
import type { MedicineCode, Product } from '@evenkeel/medicines-rules';
import { type Dispensed, type LocalDate, type PlanPart, runOutOn } from '@evenkeel/taper-rules';
import type { KeptDispensing } from './dose-facts.js';
import { type ConcentrationChange, SupplyReader } from './patient-facts.js';
import { onCalendar } from './plan-on-calendar.js';
import { PlanProducts } from './plan-products.js';
import { isRunning, type PlanRecord } from './plan-record.js';
import { DispensingStore } from './store/dispensing.store.js';
import { DoseRecordStore } from './store/dose-record.store.js';
import { PlanVersionStore } from './store/plan-version.store.js';

/** A dispensing with the product it is of, and the concentration before it where this one is another. */
export interface ShownDispensing {
  readonly made: KeptDispensing;
  readonly product: Product;
  readonly previousUgPerMl: number | null;
}

/** What is in the house, worked out from what was dispensed, planned and said. */
@Injectable()
export class Supply extends SupplyReader {
  constructor(
    private readonly dispensings: DispensingStore, private readonly records: DoseRecordStore, private readonly versions: PlanVersionStore, private readonly products: PlanProducts,
  ) {
    super();
  }

  async runsOutOn(tx: Tx, patientId: PatientId): Promise<LocalDate | null> {
    const made = (await this.dispensings.all(tx, patientId)).filter(({ withdrawnAt }) => withdrawnAt === null);
    const [first] = made;
    const day = first === undefined ? null : await this.versions.patientDay(tx, patientId);
    if (first === undefined || day === null) return null;
    const { known } = await this.products.of(tx, first.organisationId);
    const parts = partsOf(await this.versions.versions(tx, patientId, false), known);
    return runOutOn({ parts, dispensed: made.map((each) => dispensedOf(each, known)), words: await this.records.words(tx, patientId, first.dispensedOn), today: day.today });
  }

  /** One that nobody has confirmed comes before any that somebody has. */
  async concentration(tx: Tx, patientId: PatientId): Promise<ConcentrationChange | null> {
    const shown = await this.shown(tx, patientId);
    const changes = shown.filter(({ made, previousUgPerMl }) => previousUgPerMl !== null && made.withdrawnAt === null);
    const found = changes.findLast(({ made }) => made.confirmedAt === null) ?? changes.at(-1);
    return found === undefined ? null : {
      dispensingId: found.made.id, beforeUgPerMl: found.previousUgPerMl ?? 0, nowUgPerMl: found.made.concentrationUgPerMl ?? 0, isConfirmed: found.made.confirmedAt !== null,
    };
  }

  /** What the running plan measures of a medicine: concentrations of the liquids among their products. */
  async concentrationsOfPlan(tx: Tx, patientId: PatientId, medicine: MedicineCode): Promise<readonly number[]> {
    const running = (await this.versions.versions(tx, patientId, false)).find(isRunning);
    if (running === undefined) return [];
    const { known } = await this.products.of(tx, running.organisationId);
    return running.plan.products.flatMap((code) => {
      const product = known.get(code);
      return product?.kind === 'liquid' && product.medicine === medicine ? [product.concentrationUgPerMl] : [];
    });
  }

  /** Everything that was dispensed, in the order of days; with what was withdrawn. */
  async shown(tx: Tx, patientId: PatientId): Promise<readonly ShownDispensing[]> {
    const all = await this.dispensings.all(tx, patientId);
    const [first] = all;
    if (first === undefined) return [];
    const { known } = await this.products.of(tx, first.organisationId);
    return all.map((made, place) => {
      const product = known.get(made.product);
      if (product === undefined) throw new Error('A dispensed product is not known any more');
      const before = concentrationBefore(product, all.slice(0, place), known);
      return { made, product, previousUgPerMl: made.concentrationUgPerMl === null || before === made.concentrationUgPerMl ? null : before };
    });
  }
}

/** The concentration of a liquid before it is dispensed again: that of the last one of this medicine, or what the product is said to have. `null` for what is no liquid. */
export function concentrationBefore(product: Product, earlier: readonly KeptDispensing[], known: ReadonlyMap<string, Product>): number | null {
  if (product.kind !== 'liquid') return null;
  const last = earlier.findLast((each) => each.withdrawnAt === null && each.concentrationUgPerMl !== null && known.get(each.product)?.medicine === product.medicine);
  return last?.concentrationUgPerMl ?? product.concentrationUgPerMl;
}

/** Versions that somebody took their doses from, each until the next begins, and the one that waits. */
function partsOf(records: readonly PlanRecord[], known: ReadonlyMap<string, Product>): readonly PlanPart[] {
  const begun = records.filter(({ state, activatedAt }) => state === 'signed' || activatedAt !== null);
  return begun
    // A version that begins on the day of another one takes its place.
    .filter(({ startsOn, number }) => begun.every((other) => other.number <= number || other.startsOn > startsOn))
    .map((record) => {
      const { schedule, laid } = onCalendar(record, known);
      return { from: record.startsOn, schedule, makers: laid.makers };
    });
}

/** In the unit that doses are counted in: a volume of another concentration is as many microlitres of the product's own as hold the same. */
function dispensedOf({ dispensedOn, product, quarters, ul, mg, concentrationUgPerMl }: KeptDispensing, known: ReadonlyMap<string, Product>): Dispensed {
  const of = known.get(product);
  const microlitres = ul === null || concentrationUgPerMl === null || of?.kind !== 'liquid' ? ul : divideDown(multiply(ul, concentrationUgPerMl), of.concentrationUgPerMl);
  return { on: dispensedOn, product, units: quarters ?? microlitres ?? mg ?? 0 };
}
