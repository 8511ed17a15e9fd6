import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CheckInAnswerType, toOwnAlertType } from '@evenkeel/escalation-server';
import { Access as Audience, CurrentActor, type GraphqlContext, notAllowed, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { toDoseStep } from '@evenkeel/taper-server';
import { CheckInViews } from '../check-in-views.js';
import { PreviewCheckIns } from '../use-cases/preview-check-ins.js';
import { SetCheckInSchedule } from '../use-cases/set-check-in-schedule.js';
import { SubmitCheckIn } from '../use-cases/submit-check-in.js';
import { toAnswer, toCheckIn } from './check-in.types.js';
import { CheckInPreviewResult, CheckInScheduleInput, SetCheckInScheduleResult, toPreview, toSchedule, toWish } from './schedule.types.js';
import { CheckInSavedType, SubmitCheckInInput, SubmitCheckInResult } from './submit.types.js';
import { OrganisationContactType, TodayType } from './today.types.js';

/** Parses, calls, maps. */
@Resolver()
export class CheckInsResolver {
  constructor(
    private readonly views: CheckInViews, private readonly submit: SubmitCheckIn,
    private readonly setSchedule: SetCheckInSchedule, private readonly preview: PreviewCheckIns,
  ) {}

  @Query(() => TodayType)
  @Audience('own-record.read')
  async today(@CurrentActor() actor: Actor, @Context() { language }: GraphqlContext): Promise<TodayType> {
    const today = await this.views.today(actor);
    if (today === null) throw notAllowed(language);
    return Object.assign(new TodayType(), {
      ...today, tracked: [...today.tracked], due: today.due === null ? null : toCheckIn(today.due), lastAnswers: today.lastAnswers.map(toAnswer),
      doseSteps: today.doseSteps.map((step) => toDoseStep(step, step.signerName)), alerts: today.alerts.map(toOwnAlertType),
      contact: Object.assign(new OrganisationContactType(), today.contact),
    });
  }

  @Query(() => [CheckInAnswerType], { description: 'Empty when there are none, or none to be seen.' })
  @Audience('check-in.read')
  async checkInAnswers(@CurrentActor() actor: Actor, @Args('checkInId', { type: () => ID }) checkInId: string): Promise<CheckInAnswerType[]> {
    return (await this.views.answers(actor, checkInId)).map(toAnswer);
  }

  @Query(() => CheckInPreviewResult, { description: 'What a schedule would send, before it is saved.' })
  @Audience('schedule.change')
  async checkInPreview(
    @CurrentActor() actor: Actor, @Args('input') input: CheckInScheduleInput,
    @Args('count', { type: () => Int, defaultValue: 14 }) count: number, @Context() { language }: GraphqlContext,
  ): Promise<typeof CheckInPreviewResult> {
    const firings = await this.preview.run(actor, toWish(input), count);
    return isRefusal(firings) ? toRefusalType(firings, language) : toPreview(firings);
  }

  @Mutation(() => SubmitCheckInResult)
  @Audience('check-in.answer')
  async submitCheckIn(@CurrentActor() actor: Actor, @Args('input') input: SubmitCheckInInput, @Context() { language }: GraphqlContext): Promise<typeof SubmitCheckInResult> {
    const answers = input.answers.map(({ value, text, ...answer }) => ({ ...answer, value: value ?? null, text: text ?? null }));
    const saved = await this.submit.run(actor, { ...input, checkInId: input.checkInId ?? null, answers });
    if (isRefusal(saved)) return toRefusalType(saved, language);
    return Object.assign(new CheckInSavedType(), { ...saved, alerts: saved.alerts.map(toOwnAlertType) });
  }

  @Mutation(() => SetCheckInScheduleResult)
  @Audience('schedule.change')
  async setCheckInSchedule(@CurrentActor() actor: Actor, @Args('input') input: CheckInScheduleInput, @Context() { language }: GraphqlContext): Promise<typeof SetCheckInScheduleResult> {
    const saved = await this.setSchedule.run(actor, toWish(input));
    return isRefusal(saved) ? toRefusalType(saved, language) : toSchedule(saved);
  }
}
