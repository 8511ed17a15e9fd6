import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, notAllowed } from '@evenkeel/graphql';
import type { Actor } from '@evenkeel/kernel';
import { ReadMyPlan } from '../read-my-plan.js';
import { HoldTaper } from '../use-cases/hold-taper.js';
import { MarkPlanRead } from '../use-cases/mark-plan-read.js';
import { SlowDownTaper } from '../use-cases/slow-down-taper.js';
import { UndoPlanChange } from '../use-cases/undo-plan-change.js';
import { AnswerPlans, type PlanAnswer } from './answer-plans.js';
import { MyPlanType } from './my-plan.types.js';
import {
  HoldTaperInput, HoldTaperResult, MarkPlanReadInput, MarkPlanReadResult, SlowDownTaperInput, SlowDownTaperResult, UndoPlanChangeInput, UndoPlanChangeResult,
} from './plan.inputs.js';
import { toMyPlan } from './to-plan.js';

/** The patient's own plan, and what patients may do to it alone. */
@Resolver()
export class SlowPlansResolver {
  constructor(
    private readonly answers: AnswerPlans, private readonly my: ReadMyPlan, private readonly hold: HoldTaper, private readonly slowDown: SlowDownTaper,
    private readonly undo: UndoPlanChange, private readonly read: MarkPlanRead,
  ) {}

  @Query(() => MyPlanType)
  @Audience('own-record.read')
  async myPlan(@CurrentActor() actor: Actor, @Context() { language }: GraphqlContext): Promise<MyPlanType> {
    const plan = await this.my.run(actor);
    if (plan === null) throw notAllowed(language);
    return toMyPlan(plan);
  }

  @Mutation(() => HoldTaperResult, { description: 'The dose stays as it is, at once. May be repeated with the same id.' })
  @Audience('plan.slow')
  async holdTaper(@CurrentActor() actor: Actor, @Args('input') { id, patientId, tappedAt, days }: HoldTaperInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.hold.run(actor, { id, patientId: patientId ?? null, tappedAt: tappedAt ?? null, days: days ?? null }));
  }

  @Mutation(() => SlowDownTaperResult, { description: 'The next step comes 14 days later. May be repeated with the same id.' })
  @Audience('plan.slow')
  async slowDownTaper(@CurrentActor() actor: Actor, @Args('input') { id, patientId, tappedAt }: SlowDownTaperInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.slowDown.run(actor, { id, patientId: patientId ?? null, tappedAt: tappedAt ?? null }));
  }

  @Mutation(() => UndoPlanChangeResult, { description: 'Within ten minutes, by whoever made it.' })
  @Audience('plan.slow')
  async undoPlanChange(@CurrentActor() actor: Actor, @Args('input') { id }: UndoPlanChangeInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.undo.run(actor, id));
  }

  @Mutation(() => MarkPlanReadResult)
  @Audience('own-record.read')
  async markPlanRead(@CurrentActor() actor: Actor, @Args('input') { number }: MarkPlanReadInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.read.run(actor, number));
  }
}
