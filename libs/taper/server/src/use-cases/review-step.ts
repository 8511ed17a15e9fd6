import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@evenkeel/database';
import { type Actor, isRefusal, refuse } from '@evenkeel/kernel';
import type { PlanChange } from '@evenkeel/taper-rules';
import { ChangePlan } from '../change-plan.js';
import { KeepPlan } from '../keep-plan.js';
import { NextStep } from '../next-step.js';
import { type Desk, type Outcome, PlanDesk } from '../plan-desk.js';
import { lockOf, nextCutAfter, type PlanOnCalendar } from '../plan-on-calendar.js';
import { type ReviewDecision, reviewDecisions } from '../plan-record.js';
import { PlanChangeStore } from '../store/plan-change.store.js';

const longestNote = 2000;

/**
 * A prescriber has looked at the patient before the next cut, and says how to go on. `go-on` opens a step that was locked, unless
 * something else still stands in its way; `hold` and `step-back` do what they say at once.
 */
@Injectable()
export class ReviewStep {
  constructor(
    private readonly desk: PlanDesk, private readonly keep: KeepPlan, private readonly change: ChangePlan, private readonly changes: PlanChangeStore, private readonly nextStep: NextStep,
  ) {}

  async run(actor: Actor, wish: { readonly patientId: string; readonly decision: string; readonly note: string | null }): Promise<Outcome> {
    const decision = reviewDecisions.find((each) => each === wish.decision);
    if (decision === undefined) return refuse('not-one-of', 'decision');
    const note = wish.note?.trim() ?? '';
    if (note.length > longestNote) return refuse('text-too-long', 'note', { atMost: longestNote });
    return this.desk.run(actor, { verb: 'plan.write', action: 'plan.review', patientId: wish.patientId }, async (tx, desk) => {
      const plan = await this.change.running(tx, desk);
      if (isRefusal(plan)) return plan;
      const cutOn = lockOf(plan)?.on ?? nextCutAfter(plan, desk.day.today)?.startsOn ?? desk.day.today;
      await this.changes.addReview(tx, plan.record, { cutOn, decision, note: note === '' ? null : note, by: actor.accountId });
      await this.change.resolved(tx, desk);
      return this.follow(tx, actor, desk, plan, decision);
    });
  }

  private async follow(tx: Tx, actor: Actor, desk: Desk, plan: PlanOnCalendar, decision: ReviewDecision): Promise<Outcome> {
    const { today, now } = desk.day;
    const by = { id: newId<'PlanChange'>(), cause: 'prescriber', madeBy: actor.accountId, tappedAt: now } as const;
    if (decision === 'hold') return this.change.add(tx, desk, plan, { ...by, change: { kind: 'hold', on: today, days: null } });
    if (decision === 'step-back') {
      const canGoBack = plan.schedule.steps.some(({ startsOn, reason }) => startsOn <= today && reason !== 'start' && reason !== 'maintenance');
      return canGoBack ? this.change.add(tx, desk, plan, { ...by, change: { kind: 'step-back', on: today, steps: 1 } }) : refuse('steps-out-of-range', 'decision', { atLeast: 0, atMost: 0 });
    }
    const versions = await this.keep.versions(tx, desk.patientId);
    const reviewed = await this.change.running(tx, { day: desk.day, versions });
    if (isRefusal(reviewed)) return reviewed;
    const blocked = lockOf(reviewed) === null || (await this.nextStep.blocks(tx, reviewed, desk.day)).length > 0;
    if (blocked) return this.keep.save(tx, reviewed.record);
    const change: PlanChange = { kind: 'restart', on: this.change.gentlyFrom(reviewed, today) };
    return this.change.add(tx, desk, reviewed, { ...by, change });
  }
}
