import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, LocalDate, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { AddAnnotation } from '../use-cases/add-annotation.js';
import { ReadTimeline } from '../use-cases/read-timeline.js';
import { ReadTimelineDay } from '../use-cases/read-timeline-day.js';
import { WithdrawAnnotation } from '../use-cases/withdraw-annotation.js';
import { AddAnnotationInput, AddAnnotationResult, TimelineDayType, toAnnotation, toDayType, WithdrawAnnotationResult } from './timeline-day.types.js';
import { TimelineType, toTimelineType } from './timeline.types.js';

/** Parses, calls, maps. */
@Resolver()
export class TimelineResolver {
  constructor(
    private readonly read: ReadTimeline, private readonly readDay: ReadTimelineDay,
    private readonly add: AddAnnotation, private readonly withdraw: WithdrawAnnotation,
  ) {}

  @Query(() => TimelineType, { nullable: true, description: 'Null when there is no such patient, or none to be seen.' })
  @Audience('timeline.read')
  async timeline(
    @CurrentActor() actor: Actor, @Args('patientId', { type: () => ID }) patientId: string,
    @Args('from', { type: () => LocalDate, nullable: true }) from: string | null | undefined,
    @Args('to', { type: () => LocalDate, nullable: true }) to: string | null | undefined, @Args('pixels', { type: () => Int }) pixels: number,
  ): Promise<TimelineType | null> {
    const timeline = await this.read.run(actor, { patientId, from: from ?? null, to: to ?? null, pixels });
    return timeline === null ? null : toTimelineType(timeline);
  }

  @Query(() => TimelineDayType, { nullable: true, description: 'Null when there is no such patient, or none to be seen.' })
  @Audience('timeline.read')
  async timelineDay(
    @CurrentActor() actor: Actor, @Args('patientId', { type: () => ID }) patientId: string, @Args('date', { type: () => LocalDate }) date: string,
  ): Promise<TimelineDayType | null> {
    const day = await this.readDay.run(actor, patientId, date);
    return day === null ? null : toDayType(day);
  }

  @Mutation(() => AddAnnotationResult)
  @Audience('annotation.write')
  async addAnnotation(@CurrentActor() actor: Actor, @Args('input') input: AddAnnotationInput, @Context() { language }: GraphqlContext): Promise<typeof AddAnnotationResult> {
    const added = await this.add.run(actor, input);
    return isRefusal(added) ? toRefusalType(added, language) : toAnnotation(added, { authorName: null, isOwn: true });
  }

  @Mutation(() => WithdrawAnnotationResult)
  @Audience('annotation.write')
  async withdrawAnnotation(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string, @Context() { language }: GraphqlContext): Promise<typeof WithdrawAnnotationResult> {
    const withdrawn = await this.withdraw.run(actor, id);
    return isRefusal(withdrawn) ? toRefusalType(withdrawn, language) : toAnnotation(withdrawn, { authorName: null, isOwn: true });
  }
}
