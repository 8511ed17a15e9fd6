import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access, auditedReads } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type AccountId, type Actor, isRefusal, type PatientId } from '@evenkeel/kernel';
import { type Finding, layOut, type LocalDate, scheduleOf } from '@evenkeel/taper-rules';
import { KeepPlan } from './keep-plan.js';
import { NextStep } from './next-step.js';
import { SupplyReader } from './patient-facts.js';
import { lockOf, onCalendar } from './plan-on-calendar.js';
import { type KnownProducts, PlanProducts } from './plan-products.js';
import { isRunning, liveChanges, type PlanRecord } from './plan-record.js';
import { type Around, ReadSurroundings } from './plan-surroundings.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';

/** A version as a reader is shown it. */
export interface ShownVersion {
  readonly record: PlanRecord;
  /** As it stands now; `null` while a hold is open and for a draft that cannot be laid out. */
  readonly endsOn: LocalDate | null;
  /** Names of the people in it, as far as they are for the reader. */
  readonly names: ReadonlyMap<AccountId, string>;
  readonly isOwn: boolean;
}

export interface ShownTaper {
  readonly patientId: PatientId;
  readonly versions: readonly ShownVersion[];
  /** For prescribers only. */
  readonly around: Around | null;
  readonly runsOutOn: LocalDate | null;
  readonly lockedBecause: readonly string[] | null;
  readonly nextCutOn: LocalDate | null;
  readonly nextStepFindings: readonly Finding[];
}

/** The taper of a patient for somebody of the team: only of patients who share their plan with them, and written down in the audit. */
@Injectable()
export class ReadPlans {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: PlanVersionStore, private readonly keep: KeepPlan,
    private readonly products: PlanProducts, private readonly surroundings: ReadSurroundings, private readonly nextStep: NextStep,
    private readonly supply: SupplyReader, private readonly people: PeopleReader, private readonly audit: Audit,
  ) {}

  /** `null` where there is nothing to be seen. */
  async run(actor: Actor, patientId: PatientId): Promise<ShownTaper | null> {
    return this.database.as(actor, async (tx) => {
      const readings = await this.access.readings(tx, actor, 'taper_plan', [patientId]);
      const day = readings.has(patientId) ? await this.store.patientDay(tx, patientId) : null;
      if (day === null) return null;
      await this.audit.readAll(tx, auditedReads(readings, 'taper_plan', { kind: 'plan', id: null }));
      const versions = await this.keep.versions(tx, patientId);
      const products = await this.products.of(tx, day.organisationId);
      const isPrescriber = actor.role === 'prescriber';
      const running = versions.find(isRunning);
      const plan = running === undefined ? null : onCalendar(running, products.known);
      return {
        patientId, versions: await this.shown(tx, actor, versions, products),
        around: isPrescriber ? await this.surroundings.around(tx, patientId, day) : null,
        runsOutOn: isPrescriber ? await this.supply.runsOutOn(tx, patientId) : null,
        lockedBecause: plan === null ? null : (lockOf(plan)?.because ?? null), nextCutOn: plan === null ? null : this.nextStep.cutOn(plan, day),
        nextStepFindings: plan === null || !isPrescriber ? [] : await this.nextStep.findings(tx, plan, day),
      };
    });
  }

  /** One version as it is after a change, for whoever changed it. */
  async afterChange(actor: Actor, record: PlanRecord): Promise<ShownVersion> {
    const [shown] = await this.database.as(actor, async (tx) => this.shown(tx, actor, [record], await this.products.of(tx, record.organisationId)));
    if (shown === undefined) throw new Error('A version cannot be shown');
    return shown;
  }

  /** Inside the caller's transaction. */
  async shown(tx: Tx, actor: Actor, versions: readonly PlanRecord[], { known }: Pick<KnownProducts, 'known'>): Promise<readonly ShownVersion[]> {
    const accounts = versions.flatMap((each) => [each.author, each.signedBy, ...each.signOffs.map(({ byAccount }) => byAccount)]).filter((id) => id !== null);
    const names = await this.people.names(tx, [...new Set(accounts)]);
    return versions.map((record) => {
      const laid = layOut(record.plan, known);
      return { record, names, isOwn: record.author === actor.accountId, endsOn: isRefusal(laid) ? null : scheduleOf(laid, liveChanges(record)).endsOn };
    });
  }
}

export type { PatientDay };
