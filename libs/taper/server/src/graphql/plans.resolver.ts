import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext } from '@evenkeel/graphql';
import type { Actor } from '@evenkeel/kernel';
import { CheckPlanDraft } from '../use-cases/check-plan-draft.js';
import { DiscardPlanDraft } from '../use-cases/discard-plan-draft.js';
import { EaseFinding } from '../use-cases/ease-finding.js';
import { RestartTaper } from '../use-cases/restart-taper.js';
import { ReviewStep } from '../use-cases/review-step.js';
import { SavePlanDraft } from '../use-cases/save-plan-draft.js';
import { SignPlan } from '../use-cases/sign-plan.js';
import { StepBackTaper } from '../use-cases/step-back-taper.js';
import { StopPlan } from '../use-cases/stop-plan.js';
import { AnswerPlans, type PlanAnswer } from './answer-plans.js';
import {
  CheckPlanDraftInput, CheckPlanDraftResult, DiscardPlanDraftInput, DiscardPlanDraftResult, EaseFindingInput, EaseFindingResult, RestartTaperInput, RestartTaperResult,
  ReviewStepInput, ReviewStepResult, SavePlanDraftInput, SavePlanDraftResult, SignPlanInput, SignPlanResult, StepBackTaperInput, StepBackTaperResult, StopPlanInput, StopPlanResult,
} from './plan.inputs.js';

/** What prescribers do to plans. Parses, calls, maps. */
@Resolver()
export class PlansResolver {
  constructor(
    private readonly answers: AnswerPlans, private readonly save: SavePlanDraft, private readonly check: CheckPlanDraft, private readonly ease: EaseFinding,
    private readonly signs: SignPlan, private readonly discard: DiscardPlanDraft, private readonly restart: RestartTaper, private readonly stepBack: StepBackTaper,
    private readonly stop: StopPlan, private readonly review: ReviewStep,
  ) {}

  @Mutation(() => SavePlanDraftResult)
  @Audience('plan.write')
  async savePlanDraft(@CurrentActor() actor: Actor, @Args('input') { number, rowVersion, ...input }: SavePlanDraftInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.save.run(actor, { ...input, number: number ?? null, rowVersion: rowVersion ?? null }));
  }

  @Mutation(() => CheckPlanDraftResult, { description: 'Asks every rule and keeps what they say.' })
  @Audience('plan.write')
  async checkPlanDraft(@CurrentActor() actor: Actor, @Args('input') input: CheckPlanDraftInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.check.run(actor, input));
  }

  @Mutation(() => EaseFindingResult)
  @Audience('plan.write')
  async easeFinding(@CurrentActor() actor: Actor, @Args('input') { on, specialistName, ...input }: EaseFindingInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.ease.run(actor, { ...input, on: on ?? null, specialistName: specialistName ?? null }));
  }

  @Mutation(() => SignPlanResult)
  @Audience('plan.write')
  async signPlan(@CurrentActor() actor: Actor, @Args('input') input: SignPlanInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.signs.run(actor, input));
  }

  @Mutation(() => DiscardPlanDraftResult, { description: 'Answers with the draft as it was.' })
  @Audience('plan.write')
  async discardPlanDraft(@CurrentActor() actor: Actor, @Args('input') input: DiscardPlanDraftInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.discard.run(actor, input));
  }

  @Mutation(() => RestartTaperResult, { description: 'Ends every hold, and the lock of a step.' })
  @Audience('plan.write')
  async restartTaper(@CurrentActor() actor: Actor, @Args('input') { patientId, on }: RestartTaperInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.restart.run(actor, { patientId, on: on ?? null }));
  }

  @Mutation(() => StepBackTaperResult)
  @Audience('plan.write')
  async stepBackTaper(@CurrentActor() actor: Actor, @Args('input') { on, ...input }: StepBackTaperInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.stepBack.run(actor, { ...input, on: on ?? null }));
  }

  @Mutation(() => StopPlanResult)
  @Audience('plan.write')
  async stopPlan(@CurrentActor() actor: Actor, @Args('input') input: StopPlanInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.stop.run(actor, input));
  }

  @Mutation(() => ReviewStepResult, { description: 'Somebody has looked at the patient before the next cut.' })
  @Audience('plan.write')
  async reviewStep(@CurrentActor() actor: Actor, @Args('input') { note, ...input }: ReviewStepInput, @Context() { language }: GraphqlContext): Promise<PlanAnswer> {
    return this.answers.of(actor, language, this.review.run(actor, { ...input, note: note ?? null }));
  }
}
