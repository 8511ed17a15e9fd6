import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';

@ObjectType('MessageLogEntry')
export class MessageLogEntryType {
  @Field(() => ID) @Shown('staff') id!: string;
  @Field(() => Instant) @Shown('staff') at!: Date;
  @Field(() => String) @Shown('staff') channel!: string;
  @Field(() => String) @Shown('staff') template!: string;
  @Field(() => String) @Shown('staff') recipient!: string;
  @Field(() => String) @Shown('staff') reference!: string;
  @Field(() => String) @Shown('staff') outcome!: string;
  @Field(() => String) @Shown('staff') subject!: string;
  @Field(() => String) @Shown('staff') body!: string;
  @Field(() => Int) @Shown('staff') attempt!: number;
}

@ObjectType('MessageLogPage')
export class MessageLogPageType {
  @Field(() => [MessageLogEntryType]) @Shown('staff') entries!: MessageLogEntryType[];
  @Field(() => String, { nullable: true }) @Shown('staff') nextCursor!: string | null;
  @Field(() => Boolean) @Shown('staff') smtp!: boolean;
}
