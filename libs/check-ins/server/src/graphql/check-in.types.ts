import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { CheckInAnswerType } from '@evenkeel/escalation-server';
import { Instant, LocalDate, Shown } from '@evenkeel/graphql';
import type { CheckInView } from '../check-in-view.js';

@ObjectType('CheckIn', { description: 'A check-in of a patient. Overdue and missed are derived at reading.' })
export class CheckInType {
  @Field(() => ID) @Shown('schedule') id!: string;
  @Field(() => String) @Shown('schedule') templateId!: string;
  @Field(() => Int) @Shown('schedule') templateVersion!: number;
  @Field(() => ID, { nullable: true }) @Shown('schedule') scheduleId!: string | null;
  @Field(() => LocalDate) @Shown('schedule') localDate!: string;
  @Field(() => String) @Shown('schedule') zone!: string;
  @Field(() => Instant) @Shown('schedule') opensAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('schedule') closesAt!: Date | null;
  @Field(() => Instant, { nullable: true, description: 'A channel took the message. For staff.' }) @Shown('staff') deliveredAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('schedule') openedAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('schedule') answeredAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('schedule') completedAt!: Date | null;
  @Field(() => String, { description: 'planned | open | answered | complete | overdue | missed' }) @Shown('schedule') status!: string;
  @Field(() => Boolean) @Shown('schedule') late!: boolean;
  @Field(() => Int) @Shown('schedule') revision!: number;
}

export const toCheckIn = ({ patientId: _patientId, receivedAt: _receivedAt, ...view }: CheckInView): CheckInType => Object.assign(new CheckInType(), view);

/** The same shape in which an alert shows the answers behind it. Who may have the object is decided where it is read. */
export const toAnswer = (answer: { question: string; value: number | null; text: string | null; answeredAt: Date }): CheckInAnswerType =>
  Object.assign(new CheckInAnswerType(), answer);
