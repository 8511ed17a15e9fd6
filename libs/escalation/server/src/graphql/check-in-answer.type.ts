import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';

/** Shared with check-ins: an alert shows the answers that were known when it was raised in the same shape. */
@ObjectType('CheckInAnswer')
export class CheckInAnswerType {
  // Whoever got the object was allowed to: the fields that lead here name the category.
  @Field(() => String) @Shown('public') question!: string;
  @Field(() => Int, { nullable: true }) @Shown('public') value!: number | null;
  @Field(() => String, { nullable: true }) @Shown('public') text!: string | null;
  @Field(() => Instant) @Shown('public') answeredAt!: Date;
}
