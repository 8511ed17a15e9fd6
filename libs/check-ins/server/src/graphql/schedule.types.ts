import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, LocalDate, NotFound, Shown, Stale } from '@evenkeel/graphql';
import type { Occurrence } from '@evenkeel/check-ins-rules';
import type { CheckInScheduleRow } from '../store/check-in-schedule.row.js';
import type { WishedSchedule } from '../planned-schedule.js';

@InputType('CheckInScheduleInput', { description: 'What is left out is taken from the patient and from today.' })
export class CheckInScheduleInput {
  @Field(() => ID) patientId!: string;
  @Field(() => ID, { nullable: true }) id!: string | null | undefined;
  @Field(() => String) templateId!: string;
  @Field(() => String, { description: 'HH:MM on the wall of the zone.' }) localTime!: string;
  @Field(() => String, { nullable: true }) zone!: string | null | undefined;
  @Field(() => Int, { defaultValue: 1 }) everyDays!: number;
  @Field(() => Int, { defaultValue: 720 }) windowMinutes!: number;
  @Field(() => LocalDate, { nullable: true }) startsOn!: string | null | undefined;
  @Field(() => LocalDate, { nullable: true }) endsOn!: string | null | undefined;
  @Field(() => Boolean, { defaultValue: false }) paused!: boolean;
  @Field(() => Int, { nullable: true }) rowVersion!: number | null | undefined;
}

export const toWish = (input: CheckInScheduleInput): WishedSchedule => ({
  patientId: input.patientId, id: input.id ?? null, templateId: input.templateId, localTime: input.localTime, zone: input.zone ?? null,
  everyDays: input.everyDays, windowMinutes: input.windowMinutes, startsOn: input.startsOn ?? null, endsOn: input.endsOn ?? null,
  paused: input.paused, rowVersion: input.rowVersion ?? null,
});

@ObjectType('CheckInSchedule')
export class CheckInScheduleType {
  @Field(() => ID) @Shown('schedule') id!: string;
  @Field(() => String) @Shown('schedule') templateId!: string;
  @Field(() => Int) @Shown('schedule') templateVersion!: number;
  @Field(() => String) @Shown('schedule') localTime!: string;
  @Field(() => String) @Shown('schedule') zone!: string;
  @Field(() => Int) @Shown('schedule') everyDays!: number;
  @Field(() => Int) @Shown('schedule') windowMinutes!: number;
  @Field(() => LocalDate) @Shown('schedule') startsOn!: string;
  @Field(() => LocalDate, { nullable: true }) @Shown('schedule') endsOn!: string | null;
  @Field(() => Boolean) @Shown('schedule') paused!: boolean;
  @Field(() => Instant, { nullable: true }) @Shown('schedule') nextAt!: Date | null;
  @Field(() => Int) @Shown('schedule') rowVersion!: number;
}

export const toSchedule = (row: CheckInScheduleRow): CheckInScheduleType => {
  const { id, templateId, templateVersion, localTime, zone, everyDays, windowMinutes, startsOn, endsOn, paused, nextAt, rowVersion } = row;
  return Object.assign(new CheckInScheduleType(), { id, templateId, templateVersion, localTime, zone, everyDays, windowMinutes, startsOn, endsOn, paused, nextAt, rowVersion });
};

@ObjectType('PlannedCheckIn')
export class PlannedCheckInType {
  @Field(() => LocalDate) @Shown('schedule') localDate!: string;
  @Field(() => Instant) @Shown('schedule') opensAt!: Date;
  @Field(() => Instant) @Shown('schedule') closesAt!: Date;
  @Field(() => Boolean, { description: 'A change of the clock or travel moves it away from its usual time.' }) @Shown('schedule') shifted!: boolean;
}

@ObjectType('CheckInPreview')
export class CheckInPreviewType {
  @Field(() => [PlannedCheckInType]) @Shown('schedule') firings!: PlannedCheckInType[];
}

export const toPreview = (occurrences: readonly Occurrence[]): CheckInPreviewType => Object.assign(new CheckInPreviewType(), {
  firings: occurrences.map(({ localDate, opensAt, closesAt, shifted }) =>
    Object.assign(new PlannedCheckInType(), { localDate, opensAt: new Date(opensAt), closesAt: new Date(closesAt), shifted: shifted !== null })),
});

export const SetCheckInScheduleResult = createUnionType({ name: 'SetCheckInScheduleResult', types: () => [CheckInScheduleType, InvalidInput, NotFound, Stale] as const });
export const CheckInPreviewResult = createUnionType({ name: 'CheckInPreviewResult', types: () => [CheckInPreviewType, InvalidInput, NotFound] as const });
