import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { PatientId } from '@evenkeel/kernel';
import { addDays, type DatedDose, type DayDose, defaultTaperSettings, type LocalDate, type PatientFacts, type PlanSurroundings, type TaperPlan, type TaperSettings } from '@evenkeel/taper-rules';
import { PatientFactsReader } from './patient-facts.js';
import { type KnownProducts, PlanProducts } from './plan-products.js';
import type { PlanRecord } from './plan-record.js';
import { DoseStepStore } from './store/dose-step.store.js';
import type { PatientDay } from './store/plan-version.store.js';
import { TaperSettingsStore } from './store/taper-settings.store.js';

/** What is known around every plan of a patient. */
export interface Around {
  readonly day: PatientDay;
  readonly products: KnownProducts;
  readonly facts: PatientFacts;
  readonly prescribed: readonly DatedDose[];
  /** What the organisation signed; the defaults while nobody has. */
  readonly settings: TaperSettings;
}

/** Puts together what the rules look at besides the plan itself. */
@Injectable()
export class ReadSurroundings {
  constructor(private readonly products: PlanProducts, private readonly facts: PatientFactsReader, private readonly steps: DoseStepStore, private readonly signed: TaperSettingsStore) {}

  async around(tx: Tx, patientId: PatientId, day: PatientDay): Promise<Around> {
    const products = await this.products.of(tx, day.organisationId);
    const facts = await this.facts.facts(tx, patientId);
    const prescribed = await this.steps.prescribed(tx, patientId);
    const settings = await this.signed.newest(tx, day.organisationId) ?? defaultTaperSettings;
    return { day, products, facts, settings, prescribed: prescribed.length > 0 ? prescribed : await this.facts.taken(tx, patientId) };
  }
}

/** The surroundings of one plan; `basedOn` is the version whose factors it goes on with. */
export const surroundingsOf = (around: Around, basedOn: PlanRecord | null): PlanSurroundings => ({
  known: around.products.known, listed: around.products.listed(around.day.country), prescribed: around.prescribed,
  earlierFactors: basedOn?.plan.equivalence ?? [], patient: around.facts, settings: around.settings,
});

/** What was prescribed on the day before a plan begins. */
export const dayBefore = (prescribed: readonly DatedDose[], plan: Pick<TaperPlan, 'startsOn'>): DayDose => prescribedOn(prescribed, addDays(plan.startsOn, -1));

/** What was prescribed on a date; nothing before the first one. */
export const prescribedOn = (prescribed: readonly DatedDose[], on: LocalDate): DayDose => prescribed.findLast(({ startsOn }) => startsOn <= on)?.dose ?? [];
