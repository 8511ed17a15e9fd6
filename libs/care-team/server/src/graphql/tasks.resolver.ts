import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access as Audience, CurrentActor, type GraphqlContext, type RefusalType, toRefusalType } from '@evenkeel/graphql';
import { type Actor, isRefusal } from '@evenkeel/kernel';
import { CloseTask } from '../use-cases/close-task.js';
import { ReadTasks } from '../use-cases/read-tasks.js';
import { CareTaskType, CloseTaskInput, CloseTaskResult, toTask } from './tasks.types.js';

/** What has to be done about patients, and how it ended. */
@Resolver()
export class TasksResolver {
  constructor(private readonly read: ReadTasks, private readonly close: CloseTask) {}

  @Query(() => [CareTaskType], { description: 'Of the patients of the acting prescriber or coordinator: open ones, the most urgent first, or those closed last.' })
  @Audience('task.read')
  async tasks(@CurrentActor() actor: Actor, @Args('open', { type: () => Boolean, defaultValue: true }) isOpen: boolean): Promise<CareTaskType[]> {
    return (await this.read.run(actor, isOpen)).map(toTask);
  }

  @Mutation(() => CloseTaskResult)
  @Audience('task.close')
  async closeTask(@CurrentActor() actor: Actor, @Args('input') { id, outcome, note }: CloseTaskInput, @Context() { language }: GraphqlContext): Promise<CareTaskType | RefusalType> {
    const done = await this.close.run(actor, { id, outcome, note: note ?? null });
    if (isRefusal(done)) return toRefusalType(done, language, done.field === null ? 'NotAllowedNow' : 'InvalidInput');
    return toTask(await this.read.afterAnswer(actor, done));
  }
}
