import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant, LocalDate, Shown } from '@evenkeel/graphql';
import type { Timeline } from '@evenkeel/timeline-rules';

@ObjectType('TimelineDoses', { description: 'Every step of the range after the one in force when it began. Lists of equal length.' })
export class TimelineDosesType {
  @Field(() => [Int], { description: 'Days after the first of the range; negative for the step that was in force then.' }) @Shown('taper_plan') day!: number[];
  @Field(() => [String]) @Shown('taper_plan') drug!: string[];
  @Field(() => [Int]) @Shown('taper_plan') micrograms!: number[];
  @Field(() => [Int], { nullable: 'items' }) @Shown('taper_plan') previousMicrograms!: (number | null)[];
  @Field(() => [String]) @Shown('taper_plan') kind!: string[];
  @Field(() => [Boolean]) @Shown('taper_plan') planned!: boolean[];
}

@ObjectType('TimelineBuckets', { description: 'The overall score. Lists of equal length; null where nothing was answered.' })
export class TimelineBucketsType {
  @Field(() => [Int]) @Shown('symptom_scores') day!: number[];
  @Field(() => [Int], { description: 'Days of the bucket that lie in the range and have come.' }) @Shown('symptom_scores') days!: number[];
  @Field(() => [Int], { description: 'Days with an overall score.' }) @Shown('symptom_scores') answered!: number[];
  @Field(() => [Int], { nullable: 'items' }) @Shown('symptom_scores') min!: (number | null)[];
  @Field(() => [Float], { nullable: 'items' }) @Shown('symptom_scores') p25!: (number | null)[];
  @Field(() => [Float], { nullable: 'items' }) @Shown('symptom_scores') median!: (number | null)[];
  @Field(() => [Float], { nullable: 'items' }) @Shown('symptom_scores') p75!: (number | null)[];
  @Field(() => [Int], { nullable: 'items' }) @Shown('symptom_scores') max!: (number | null)[];
}

@ObjectType('TimelineSymptom', { description: 'One strip, aligned with the buckets; levels 0 to 3, the highest of each day.' })
export class TimelineSymptomType {
  @Field(() => String) @Shown('symptom_scores') code!: string;
  @Field(() => [Float], { nullable: 'items' }) @Shown('symptom_scores') median!: (number | null)[];
  @Field(() => [Int], { nullable: 'items' }) @Shown('symptom_scores') max!: (number | null)[];
}

@ObjectType('TimelineAlerts')
export class TimelineAlertsType {
  @Field(() => [ID]) @Shown('alert_head') id!: string[];
  @Field(() => [Int]) @Shown('alert_head') day!: number[];
  @Field(() => [String]) @Shown('alert_head') tier!: string[];
  @Field(() => [String]) @Shown('alert_head') family!: string[];
  @Field(() => [String]) @Shown('alert_head') status!: string[];
}

// The fields say nothing of the words, and an author sees their own notes whatever is shared: rows decide.
@ObjectType('TimelineNotes', { description: 'That notes are there; their words come with the day.' })
export class TimelineNotesType {
  @Field(() => [ID]) @Shown('team') id!: string[];
  @Field(() => [Int]) @Shown('team') day!: number[];
  @Field(() => [String], { description: 'annotation | withdrawn' }) @Shown('team') kind!: string[];
  @Field(() => [String], { description: 'only-me | patient-too | whole-team' }) @Shown('team') visibility!: string[];
  @Field(() => [String]) @Shown('team') authorRole!: string[];
}

@ObjectType('Timeline', { description: "A patient's record on one time axis, in columns: lists, never an object for each point." })
export class TimelineType {
  @Field(() => ID) @Shown('team') patientId!: string;
  @Field(() => String) @Shown('team') zone!: string;
  @Field(() => LocalDate) @Shown('team') from!: string;
  @Field(() => LocalDate) @Shown('team') to!: string;
  @Field(() => LocalDate, { nullable: true, description: 'First date with anything that the reader may see.' }) @Shown('team') recordFrom!: string | null;
  @Field(() => String, { description: 'day | week | month' }) @Shown('team') resolution!: string;
  @Field(() => Instant) @Shown('team') generatedAt!: Date;
  @Field(() => [String], { description: 'Lanes that the reader may see.' }) @Shown('team') shared!: string[];
  @Field(() => [String], { description: 'Lanes that are not shared; empty but for notes of the reader.' }) @Shown('team') withheld!: string[];
  @Field(() => TimelineDosesType) @Shown('taper_plan') doses!: TimelineDosesType;
  @Field(() => TimelineBucketsType) @Shown('symptom_scores') buckets!: TimelineBucketsType;
  @Field(() => [TimelineSymptomType]) @Shown('symptom_scores') symptoms!: TimelineSymptomType[];
  @Field(() => TimelineAlertsType) @Shown('alert_head') alerts!: TimelineAlertsType;
  @Field(() => TimelineNotesType) @Shown('team') notes!: TimelineNotesType;
}

export const toTimelineType = (timeline: Timeline): TimelineType => Object.assign(new TimelineType(), { ...timeline, generatedAt: new Date(timeline.generatedAt) });
