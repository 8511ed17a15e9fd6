import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { OwnAlertType } from '@evenkeel/escalation-server';
import { Instant, InvalidInput, LocalDate, NotFound, Shown } from '@evenkeel/graphql';

@InputType('AnswerInput', { description: 'One answer: a value, or a text.' })
export class AnswerInput {
  @Field(() => String) question!: string;
  @Field(() => Int, { nullable: true }) value!: number | null | undefined;
  @Field(() => String, { nullable: true }) text!: string | null | undefined;
  @Field(() => Instant) answeredAt!: Date;
  @Field(() => LocalDate) localDate!: string;
  @Field(() => String) zone!: string;
}

@InputType('SubmitCheckInInput', { description: 'Everything answered so far. The id is made by the device and stays the same in every repetition.' })
export class SubmitCheckInInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) revision!: number;
  @Field(() => String) templateId!: string;
  @Field(() => Int) templateVersion!: number;
  @Field(() => ID, { nullable: true }) checkInId!: string | null | undefined;
  @Field(() => Instant) openedAt!: Date;
  @Field(() => [AnswerInput]) answers!: AnswerInput[];
  @Field(() => Boolean) complete!: boolean;
  @Field(() => [String]) shown!: string[];
}

@ObjectType('CheckInSaved', { description: 'What the server holds now.' })
export class CheckInSavedType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => Int) @Shown('own') revision!: number;
  @Field(() => Int, { description: 'Answers stored for this check-in.' }) @Shown('own') saved!: number;
  @Field(() => Boolean) @Shown('own') complete!: boolean;
  @Field(() => Boolean) @Shown('own') late!: boolean;
  @Field(() => [OwnAlertType]) @Shown('own') alerts!: OwnAlertType[];
  @Field(() => Instant) @Shown('own') serverNow!: Date;
}

export const SubmitCheckInResult = createUnionType({ name: 'SubmitCheckInResult', types: () => [CheckInSavedType, InvalidInput, NotFound] as const });
