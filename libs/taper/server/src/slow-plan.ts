import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { type Actor, asId, isId, refuse } from '@evenkeel/kernel';
import { addDays, type LocalDate, type PlanChange, slowsDownAlone } from '@evenkeel/taper-rules';
import { KeepPlan } from './keep-plan.js';
import { DoseRecordReader, PatientFactsReader, PlanTasks } from './patient-facts.js';
import { cutsOf, hasStarted, isLetThrough, onCalendar } from './plan-on-calendar.js';
import { type Desk, type Outcome, PlanDesk } from './plan-desk.js';
import { PlanProducts } from './plan-products.js';
import { isRunning, type PlanChangeId, type PlanRecord } from './plan-record.js';
import { PlanNews } from './plan-news.js';
import { PlanChangeStore } from './store/plan-change.store.js';

export interface SlowWish {
  readonly id: string;
  readonly patientId: string | null;
  readonly tappedAt: Date | null;
  readonly action: string;
  readonly make: (on: LocalDate) => PlanChange;
}

/**
 * What a patient may do to a plan alone: hold it always, slow it down unless the medicine treats epilepsy, speed it up never. At once and any number of times with the same id. A tap of a
 * phone that was offline counts from the day of the tap, but never before the plan began, and never before a lower dose
 * that was taken since: no dose rises with it.
 */
@Injectable()
export class SlowPlan {
  constructor(
    private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly changes: PlanChangeStore, private readonly products: PlanProducts,
    private readonly facts: PatientFactsReader, private readonly records: DoseRecordReader, private readonly tasks: PlanTasks, private readonly news: PlanNews,
  ) {}

  async run(actor: Actor, wish: SlowWish): Promise<Outcome> {
    if (!isId(wish.id)) return refuse('not-found', 'id');
    const id = asId('PlanChange', wish.id);
    return this.desk.run(actor, { verb: 'plan.slow', action: wish.action, patientId: wish.patientId }, async (tx, desk) => {
      const there = await this.changes.find(tx, id);
      if (there !== null) return desk.versions.find(({ number }) => number === there.number && there.patientId === desk.patientId) ?? refuse('not-found');
      const plan = desk.versions.find(isRunning);
      if (plan === undefined) return refuse('no-plan-runs', 'patientId');
      return this.slow(tx, actor, desk, plan, id, wish);
    });
  }

  private async slow(tx: Tx, actor: Actor, desk: Desk, plan: PlanRecord, id: PlanChangeId, { tappedAt, make }: SlowWish): Promise<Outcome> {
    const { day, patientId } = desk;
    if (actor.role === 'patient' && make(day.today).kind === 'slow-down' && !slowsDownAlone(await this.facts.facts(tx, patientId))) return refuse('specialist-moves-steps', 'patientId');
    const tapped = tappedAt === null || tappedAt > day.now ? day.now : tappedAt;
    const { known } = await this.products.of(tx, day.organisationId);
    const on = await this.countsFrom(tx, desk, plan, known, await this.changes.dayOf(tx, patientId, tapped));
    const cause = actor.role === 'patient' ? 'patient' : 'prescriber';
    // The id of somebody else's change is not to be told from one that is free.
    if (!await this.changes.add(tx, plan, { id, change: make(on), cause, madeBy: actor.accountId, tappedAt: tapped })) return refuse('not-found');
    const changed = (await this.keep.versions(tx, patientId)).find(({ number }) => number === plan.number) ?? plan;
    const settled = await this.keep.settle(tx, changed, day, known);
    if (cause === 'patient') {
      await this.tasks.open(tx, { organisationId: day.organisationId, patientId, kind: 'plan-changed', about: id, forRole: 'prescriber', dueAt: null });
      await this.news.tell(tx, id);
    }
    return settled;
  }

  /** From the day of the tap, but after every lower dose that was taken since then. */
  private async countsFrom(tx: Tx, { day, patientId }: Desk, plan: PlanRecord, known: Parameters<typeof onCalendar>[1], tappedOn: LocalDate): Promise<LocalDate> {
    const from = tappedOn < plan.startsOn ? plan.startsOn : tappedOn;
    const calendar = onCalendar(plan, known);
    const cuts = cutsOf(calendar).filter((cut) => cut.step.startsOn >= from && cut.step.startsOn <= day.today && isLetThrough(calendar, cut));
    const confirmed = cuts.length === 0 ? [] : await this.records.confirmedOn(tx, patientId, from);
    const begun = cuts.findLast((cut) => hasStarted(cut, confirmed));
    return begun === undefined ? from : addDays(begun.step.startsOn, 1);
  }
}
