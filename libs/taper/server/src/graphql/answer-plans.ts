import { Injectable } from '@nestjs/common';
import { type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { Outcome } from '../plan-desk.js';
import { ReadPlans } from '../read-plans.js';
import type { PlanVersionType } from './plan-version.types.js';
import { toVersionType } from './to-plan.js';

export type PlanAnswer = PlanVersionType | RefusalType;

/** Refusals of the present state; whoever meets one has nothing to correct in the input. */
const ofTheState: ReadonlySet<string> = new Set([
  'not-in-this-state', 'findings-open', 'findings-changed', 'versions-overlap', 'based-on-an-old-version', 'not-yet', 'another-is-active', 'prescriber-resumes', 'undo-is-over',
  'no-plan-runs', 'not-held', 'dose-above-zero', 'nothing-to-ease', 'same-person', 'specialist-moves-steps',
]);

/** A version or a refusal as a member of the union. */
@Injectable()
export class AnswerPlans {
  constructor(private readonly plans: ReadPlans) {}

  async of(actor: Actor, language: Language, outcome: Promise<Outcome>): Promise<PlanAnswer> {
    const done = await outcome;
    if (isRefusal(done)) return toRefusalType(done, language, ofTheState.has(done.code) ? 'NotAllowedNow' : 'InvalidInput');
    return toVersionType(await this.plans.afterChange(actor, done));
  }
}
