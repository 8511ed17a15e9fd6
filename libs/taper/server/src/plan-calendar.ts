import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { newId, type Tx } from '@evenkeel/database';
import { isRefusal } from '@evenkeel/kernel';
import { addDays, daysBetween, type LocalDate, nextVersion, type PlanChange } from '@evenkeel/taper-rules';
import { ActivatePlan } from './activate-plan.js';
import { ChangePlan } from './change-plan.js';
import { KeepPlan } from './keep-plan.js';
import { NextStep } from './next-step.js';
import { DoseRecordReader, PlanTasks } from './patient-facts.js';
import type { Desk } from './plan-desk.js';
import { cutsOf, hasStarted, isHeldByPerson, isLetThrough, lastCutBy, lockOf, loweredSlots, nextCutAfter, type PlanOnCalendar, waitingCut } from './plan-on-calendar.js';
import { type ChangeCause, isRunning, type PlanRecord, toVersion, withVersion } from './plan-record.js';
import { PlanChangeStore } from './store/plan-change.store.js';

/** One look of the calendar at a patient's plans: their day, and the hour on their wall. */
export interface Look extends Desk {
  readonly hour: number;
}

/** From this hour of the evening before on, the next cut is asked for. */
const eveningHour = 18;

/**
 * What dates do to plans, each step of it once: a signed version begins on its day, a cut that nobody has begun with moves on, the
 * next cut is let through or locked the evening before, and a plan that has come to its end is completed.
 */
@Injectable()
export class PlanCalendar {
  constructor(
    private readonly activation: ActivatePlan, private readonly keep: KeepPlan, private readonly change: ChangePlan, private readonly changes: PlanChangeStore,
    private readonly nextStep: NextStep, private readonly records: DoseRecordReader, private readonly tasks: PlanTasks, private readonly audit: Audit,
  ) {}

  /** The patient's plans must be locked. */
  async look(tx: Tx, look: Look): Promise<void> {
    const { day, versions } = look;
    const coming = versions.find(({ state, startsOn }) => state === 'signed' && startsOn <= day.today);
    if (coming !== undefined) {
      const begun = await this.activation.run(tx, coming, versions, day);
      if (isRefusal(begun)) throw new Error(`A signed version cannot begin: ${begun.code}`);
      await this.note(tx, begun, 'plan.activate');
    }
    for (const step of [this.takeBack, this.shift, this.lockOrPass, this.unlock, this.complete]) {
      const plan = await this.now(tx, look);
      if (plan !== null) await step.call(this, tx, look, plan);
    }
  }

  private async now(tx: Tx, { patientId, day }: Look): Promise<PlanOnCalendar | null> {
    const plan = await this.change.running(tx, { day, versions: await this.keep.versions(tx, patientId) });
    if (isRefusal(plan)) return null;
    // A hold of some days ends by itself: the state follows.
    const isHeld = isHeldByPerson(plan, day.today);
    if (isHeld === (plan.record.state === 'held')) return plan;
    const settled = await this.change.running(tx, { day, versions: [await this.keep.settle(tx, plan.record, day)] });
    return isRefusal(settled) ? null : settled;
  }

  /** A dose that was taken on a phone without a network arrives late: the cut had begun after all, and its date comes back. */
  private async takeBack(tx: Tx, { day, patientId }: Look, plan: PlanOnCalendar): Promise<void> {
    const [before, cut] = [cutsOf(plan).filter(({ step }) => step.startsOn <= day.today).at(-2), lastCutBy(plan, day.today)];
    const shifts = plan.record.changes.filter(({ cause, undoneAt, on }) => cause === 'cut-not-started' && undoneAt === null && on > (before?.step.startsOn ?? ''));
    const [first] = shifts;
    if (first === undefined || cut === null) return;
    const slots = loweredSlots(cut);
    const begun = (await this.records.confirmedOn(tx, patientId, first.on)).find(({ on, slot }) => on < cut.step.startsOn && (slots.length === 0 || slots.includes(slot)));
    const wrong = begun === undefined ? [] : shifts.filter(({ on }) => on >= begun.on);
    if (wrong.length === 0) return;
    await this.changes.undo(tx, patientId, wrong.map(({ id }) => id));
    await this.resettle(tx, plan.record, day);
    await this.note(tx, plan.record, 'plan.begun-late');
  }

  /**
   * A cut has started with the first lower dose that was taken. Until then its date moves on, and all later ones with it. One that
   * nobody has let through was never shown: what was taken on its day was the dose before it.
   */
  private async shift(tx: Tx, { day, patientId }: Look, plan: PlanOnCalendar): Promise<void> {
    const waiting = waitingCut(plan, addDays(day.today, -1));
    if (waiting !== null && !isHeldByPerson(plan, day.today)) {
      await this.wait(tx, { day, patientId }, plan, waiting.step.startsOn, day.today);
      return;
    }
    const cut = waiting === null ? lastCutBy(plan, addDays(day.today, -1)) : null;
    if (cut === null || isHeldByPerson(plan, day.today) || hasStarted(cut, await this.records.confirmedOn(tx, patientId, cut.step.startsOn))) return;
    const { startsOn } = cut.step;
    await this.tasks.open(tx, { organisationId: day.organisationId, patientId, kind: 'dose-unconfirmed', about: `cut ${startsOn}`, forRole: 'coordinator', dueAt: null });
    await this.add(tx, { day, patientId }, plan, 'cut-not-started', { kind: 'hold', on: startsOn, days: daysBetween(startsOn, day.today) });
    await this.note(tx, plan.record, 'plan.shift');
  }

  /** The evening before a cut, or later where nobody was there in the evening: it is let through, or locked with its reasons. */
  private async lockOrPass(tx: Tx, { day, hour, patientId }: Look, plan: PlanOnCalendar): Promise<void> {
    const { record } = plan;
    const [missed, next] = [lastCutBy(plan, day.today), nextCutAfter(plan, day.today)];
    const due = missed?.step.startsOn === day.today && record.passedCut !== day.today ? missed.step
      : next !== null && next.startsOn === addDays(day.today, 1) && hour >= eveningHour && record.passedCut !== next.startsOn ? next : null;
    if (due === null || lockOf(plan) !== null) return;
    if (due.startsOn === day.today && (await this.records.confirmedOn(tx, patientId, day.today)).length > 0) {
      // Somebody who has taken the dose of before this morning is not told at noon that it should have been less.
      await this.wait(tx, { day, patientId }, plan, day.today, addDays(day.today, 1));
      return;
    }
    const blocks = await this.nextStep.blocks(tx, plan, day, due.startsOn);
    if (blocks.length === 0) {
      await this.keep.save(tx, { ...record, passedCut: due.startsOn });
      return;
    }
    const because = [...new Set(blocks.map(({ rule }) => rule))];
    await this.add(tx, { day, patientId }, plan, 'locked', { kind: 'hold', on: due.startsOn, days: null }, because);
    await this.tasks.open(tx, { organisationId: day.organisationId, patientId, kind: 'step-locked', about: due.startsOn, forRole: 'prescriber', dueAt: null });
    await this.note(tx, record, 'plan.lock');
  }

  /** What locked a step is gone: it goes on, and never on a day whose dose may have been taken. */
  private async unlock(tx: Tx, { day, patientId }: Look, plan: PlanOnCalendar): Promise<void> {
    const lock = lockOf(plan);
    if (lock === null) return;
    const blocks = await this.nextStep.blocks(tx, plan, day);
    const because = [...new Set(blocks.map(({ rule }) => rule))];
    if (because.length > 0) {
      if (because.join() !== (lock.because ?? []).join()) await this.changes.explain(tx, patientId, lock.id, because);
      return;
    }
    // Whoever holds the plan ends both.
    if (isHeldByPerson(plan, day.today)) return;
    await this.tasks.settle(tx, { organisationId: day.organisationId, patientId, kinds: ['step-locked'] });
    await this.add(tx, { day, patientId }, plan, 'locked', { kind: 'restart', on: this.change.gentlyFrom(plan, day.today) });
    await this.note(tx, plan.record, 'plan.unlock');
  }

  /** At zero, or in maintenance; not before the last lower dose was really begun. */
  private async complete(tx: Tx, { day, patientId }: Look, plan: PlanOnCalendar): Promise<void> {
    const { record, schedule } = plan;
    const last = lastCutBy(plan, day.today);
    if (schedule.endsOn === null || schedule.endsOn > day.today || record.state !== 'active') return;
    if (last !== null && !isLetThrough(plan, last)) return;
    if (last !== null && !hasStarted(last, await this.records.confirmedOn(tx, patientId, last.step.startsOn))) return;
    const next = nextVersion(toVersion(record), { kind: 'complete', by: 'calendar', as: (schedule.steps.at(-1)?.dose.length ?? 0) === 0 ? 'zero' : 'maintenance' });
    if (isRefusal(next)) return;
    await this.keep.save(tx, withVersion(record, next, day.now));
    await this.note(tx, record, 'plan.complete');
  }

  private async wait(tx: Tx, desk: Pick<Desk, 'day' | 'patientId'>, plan: PlanOnCalendar, from: LocalDate, to: LocalDate): Promise<void> {
    await this.add(tx, desk, plan, 'locked', { kind: 'hold', on: from, days: daysBetween(from, to) });
    await this.note(tx, plan.record, 'plan.wait');
  }

  private async add(tx: Tx, desk: Pick<Desk, 'day' | 'patientId'>, plan: PlanOnCalendar, cause: ChangeCause, change: PlanChange, because?: readonly string[]): Promise<void> {
    await this.change.add(tx, desk, plan, { id: newId<'PlanChange'>(), change, cause, madeBy: null, tappedAt: desk.day.now, ...(because === undefined ? {} : { because }) });
  }

  private async resettle(tx: Tx, { patientId, number }: PlanRecord, day: Look['day']): Promise<void> {
    const record = (await this.keep.versions(tx, patientId)).find((each) => each.number === number && isRunning(each));
    if (record !== undefined) await this.keep.settle(tx, record, day);
  }

  private async note(tx: Tx, { id, patientId, organisationId }: PlanRecord, action: string): Promise<void> {
    await this.audit.record(tx, { action, object: { kind: 'plan', id }, patientId, category: 'taper_plan', basis: 'system', organisationId });
  }
}
