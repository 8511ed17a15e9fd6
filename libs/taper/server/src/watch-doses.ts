import { Injectable } from '@nestjs/common';
import { OpenTask, SettleTask } from '@evenkeel/care-team-server';
import { newId, Outbox, type Tx } from '@evenkeel/database';
import type { OrganisationId, PatientId } from '@evenkeel/kernel';
import { addDays, daysBetween, type LocalDate, silentSince, supplyStepAt, supplySteps } from '@evenkeel/taper-rules';
import { tellSupply } from './jobs.js';
import { SupplyWatch } from './patient-facts.js';
import { isRunning } from './plan-record.js';
import { RaiseDoseAlert } from './raise-dose-alert.js';
import { supplyChanged } from './realtime.js';
import { DispensingStore } from './store/dispensing.store.js';
import { DoseRecordStore } from './store/dose-record.store.js';
import { DoseStepStore } from './store/dose-step.store.js';
import { DoseWatchStore, type Watched } from './store/dose-watch.store.js';
import { type PatientDay, PlanVersionStore } from './store/plan-version.store.js';
import { Supply } from './supply.js';

interface Watching {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
}

const nothing: Watched = { runsOutOn: null, toldDays: null, toldOn: null, silentSince: null };
/** Silence about doses is asked about for a day, and is a coordinator's task after two. */
const silentDays = 2;
const rememberedDays = 31;
/** Three days of supply are an alert. */
const alertDays = 3;

/**
 * Works out supply and silence again, in the transaction of whatever moved them: a hold, a step back, a lock, a record, a dispensing, a new
 * day. Tasks open and settle with it, and people are told when the run-out has come closer or a limit is passed.
 */
@Injectable()
export class WatchDoses extends SupplyWatch {
  constructor(
    private readonly store: DoseWatchStore, private readonly supply: Supply, private readonly dispensings: DispensingStore, private readonly records: DoseRecordStore,
    private readonly steps: DoseStepStore, private readonly versions: PlanVersionStore, private readonly opening: OpenTask, private readonly settling: SettleTask,
    private readonly alerts: RaiseDoseAlert, private readonly outbox: Outbox,
  ) {
    super();
  }

  async planChanged(tx: Tx, of: Watching): Promise<void> {
    const day = await this.versions.patientDay(tx, of.patientId);
    if (day === null) return;
    const before = await this.store.find(tx, of.patientId) ?? nothing;
    const runsOutOn = await this.supply.runsOutOn(tx, of.patientId);
    const daysLeft = runsOutOn === null ? null : daysBetween(day.today, runsOutOn);
    const step = supplyStepAt(daysLeft);
    await this.openSupplyTask(tx, of, step);
    const isAlert = daysLeft !== null && daysLeft <= alertDays;
    const mayRaise = isPatientOrEngine(tx);
    if (isAlert && mayRaise) await this.raise(tx, of, day);
    const isCloser = runsOutOn !== null && before.runsOutOn !== null && runsOutOn < before.runsOutOn;
    const isTold = isCloser || (step !== null && (before.toldDays === null || step < before.toldDays));
    const silent = mayRaise ? await this.listen(tx, of, day, before.silentSince) : before.silentSince;
    // Somebody else's transaction may not page: the engine looks again in the next round.
    await this.store.save(tx, of, { runsOutOn, toldDays: step, toldOn: isTold ? runsOutOn : before.toldOn, silentSince: silent }, isTold, isAlert && !mayRaise);
    if (isTold) await this.outbox.add(tx, { topic: 'job', payload: { queue: tellSupply.queue, job: tellSupply.id, patientId: of.patientId, told: newId() } });
    if (runsOutOn !== before.runsOutOn) await this.outbox.add(tx, supplyChanged(of.patientId));
  }

  private async openSupplyTask(tx: Tx, of: Watching, step: (typeof supplySteps)[number] | null): Promise<void> {
    const others = supplySteps.filter((each) => each !== step).map((each) => `supply-${each}` as const);
    await this.settling.run(tx, { ...of, kind: others });
    const about = await this.newestDispensing(tx, of.patientId);
    if (step !== null && about !== null) await this.opening.run(tx, { ...of, kind: `supply-${step}`, about, forRole: 'prescriber', dueAt: null });
  }

  private async raise(tx: Tx, of: Watching, { now, today }: PatientDay): Promise<void> {
    const dispensingId = await this.newestDispensing(tx, of.patientId);
    if (dispensingId !== null) await this.alerts.runningOut(tx, { ...of, dispensingId, now, today });
  }

  private async newestDispensing(tx: Tx, patientId: PatientId): Promise<string | null> {
    return (await this.dispensings.all(tx, patientId)).findLast(({ withdrawnAt }) => withdrawnAt === null)?.id ?? null;
  }

  /** Whole days without a word on any dose. Nobody is called for one of them, and none counts as missed. */
  private async listen(tx: Tx, of: Watching, { today }: PatientDay, before: LocalDate | null): Promise<LocalDate | null> {
    const running = (await this.versions.versions(tx, of.patientId, false)).find(isRunning);
    const from = addDays(today, -rememberedDays);
    const notBefore = running === undefined || running.startsOn > from ? (running?.startsOn ?? today) : from;
    const since = silentSince(await this.steps.prescribed(tx, of.patientId), await this.records.words(tx, of.patientId, from), addDays(today, -1), notBefore);
    const silent = running !== undefined && since !== null && daysBetween(since, today) >= silentDays ? (before !== null && since < before ? before : since) : null;
    if (before !== null && silent !== before) await this.settling.run(tx, { ...of, kind: 'dose-unconfirmed', about: `since ${before}` });
    if (silent !== null) await this.opening.run(tx, { ...of, kind: 'dose-unconfirmed', about: `since ${silent}`, forRole: 'coordinator', dueAt: null });
    return silent;
  }
}

const isPatientOrEngine = ({ actor }: Tx): boolean => actor.kind === 'system' || (actor.kind === 'person' && actor.role === 'patient');
