import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { CheckInAnswerType } from '@evenkeel/escalation-server';
import { Instant, InvalidInput, LocalDate, NotFound, Shown } from '@evenkeel/graphql';
import { DoseStepType, toDoseStep } from '@evenkeel/taper-server';
import type { Annotation } from '../store/annotation.store.js';
import type { NamedAnnotation, TimelineDay } from '../use-cases/read-timeline-day.js';

// Whose eyes an annotation is for is decided row by row, by its visibility: the field that leads here names the relation.
@ObjectType('Annotation', { description: 'What somebody of the team noted about a day. Never edited; withdrawn at most.' })
export class AnnotationType {
  @Field(() => ID) @Shown('team') id!: string;
  @Field(() => LocalDate) @Shown('team') localDate!: string;
  @Field(() => String, { description: 'only-me | patient-too | whole-team' }) @Shown('team') visibility!: string;
  @Field(() => String) @Shown('team') text!: string;
  @Field(() => String, { nullable: true, description: 'Null where the name is not for the reader.' }) @Shown('team') authorName!: string | null;
  @Field(() => String) @Shown('team') authorRole!: string;
  @Field(() => Boolean, { description: 'Written by the reader.' }) @Shown('team') isOwn!: boolean;
  @Field(() => Instant) @Shown('team') writtenAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('team') withdrawnAt!: Date | null;
}

@ObjectType('TimelineDayAlert')
export class TimelineDayAlertType {
  @Field(() => ID) @Shown('alert_head') id!: string;
  @Field(() => String) @Shown('alert_head') tier!: string;
  @Field(() => String) @Shown('alert_head') family!: string;
  @Field(() => String) @Shown('alert_head') status!: string;
  @Field(() => Instant) @Shown('alert_head') openedAt!: Date;
}

@ObjectType('TimelineDay', { description: 'One day of a patient, as far as it is shared, words included.' })
export class TimelineDayType {
  @Field(() => LocalDate) @Shown('team') date!: string;
  @Field(() => [String]) @Shown('team') shared!: string[];
  @Field(() => [String]) @Shown('team') withheld!: string[];
  @Field(() => [CheckInAnswerType], { description: 'Of all check-ins of the day, in the order in which they were tapped.' }) @Shown('symptom_scores') answers!: CheckInAnswerType[];
  @Field(() => DoseStepType, { nullable: true, description: 'In force on the day.' }) @Shown('taper_plan') dose!: DoseStepType | null;
  @Field(() => [AnnotationType]) @Shown('team') notes!: AnnotationType[];
  @Field(() => [TimelineDayAlertType]) @Shown('alert_head') alerts!: TimelineDayAlertType[];
}

@InputType('AddAnnotationInput', { description: 'The id is made by the device and stays the same in every repetition.' })
export class AddAnnotationInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) patientId!: string;
  @Field(() => LocalDate) localDate!: string;
  @Field(() => String, { description: 'only-me | patient-too | whole-team' }) visibility!: string;
  @Field(() => String) text!: string;
}

export const AddAnnotationResult = createUnionType({ name: 'AddAnnotationResult', types: () => [AnnotationType, InvalidInput, NotFound] as const });
export const WithdrawAnnotationResult = createUnionType({ name: 'WithdrawAnnotationResult', types: () => [AnnotationType, NotFound] as const });

export const toAnnotation = (annotation: Annotation | NamedAnnotation, of: { readonly authorName: string | null; readonly isOwn: boolean }): AnnotationType => {
  const { id, localDate, visibility, text, authorRole, writtenAt, withdrawnAt } = annotation;
  return Object.assign(new AnnotationType(), { id, localDate, visibility, text, authorRole, writtenAt, withdrawnAt, ...of });
};

export const toDayType = ({ date, shared, withheld, answers, dose, notes, alerts }: TimelineDay): TimelineDayType => Object.assign(new TimelineDayType(), {
  date, shared: [...shared], withheld: [...withheld], answers: answers.map((answer) => Object.assign(new CheckInAnswerType(), answer)),
  dose: dose === null ? null : toDoseStep(dose, dose.signerName),
  notes: notes.map((note) => toAnnotation(note, { authorName: note.authorName, isOwn: note.isOwn })),
  alerts: alerts.map((alert) => Object.assign(new TimelineDayAlertType(), alert)),
});
