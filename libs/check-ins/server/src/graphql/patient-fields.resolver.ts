import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PatientRecordType, PatientSummaryType } from '@evenkeel/care-team-server';
import { type GraphqlContext, Instant, Shown, signedIn } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { PatientCheckIns } from '../patient-check-ins.js';
import { CheckInType, toCheckIn } from './check-in.types.js';
import { CheckInScheduleType, toSchedule } from './schedule.types.js';

@Resolver(() => PatientRecordType)
export class PatientCheckInsResolver {
  constructor(private readonly patients: PatientCheckIns) {}

  @ResolveField(() => [CheckInScheduleType])
  @Shown('schedule')
  async schedules(@Parent() { id }: PatientRecordType, @Context() context: GraphqlContext): Promise<CheckInScheduleType[]> {
    const of = await this.patients.schedules(signedIn(context), [id]);
    return (of.get(id) ?? []).map(toSchedule);
  }

  @ResolveField(() => [CheckInType], { description: 'Newest first; at most 100.' })
  @Shown('schedule')
  async checkIns(
    @Parent() { id }: PatientRecordType, @Args('first', { type: () => Int, defaultValue: 30 }) first: number, @Context() context: GraphqlContext,
  ): Promise<CheckInType[]> {
    const of = await this.patients.latest(signedIn(context), [id], Math.min(Math.max(first, 1), 100));
    return (of.get(id) ?? []).map(toCheckIn);
  }
}

@Resolver(() => PatientSummaryType)
export class SummaryCheckInsResolver {
  constructor(private readonly patients: PatientCheckIns) {}

  @ResolveField(() => Instant, { nullable: true })
  @Shown('schedule')
  async lastAnsweredAt(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<Date | null> {
    return context.loaders.get<Date>('last answer of patient', (ids) => this.patients.lastAnsweredAt(signedIn(context), ids as readonly PatientId[])).load(id);
  }

  @ResolveField(() => Instant, { nullable: true })
  @Shown('schedule')
  async nextCheckInAt(@Parent() { id }: PatientSummaryType, @Context() context: GraphqlContext): Promise<Date | null> {
    return context.loaders.get<Date>('next check-in of patient', (ids) => this.patients.nextAt(signedIn(context), ids as readonly PatientId[])).load(id);
  }
}
