import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';

@ObjectType('CalendarFeed', { description: 'An address from which a calendar fetches reminders. The address itself was shown once.' })
export class CalendarFeedType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => Instant) @Shown('own') createdAt!: Date;
}

@ObjectType('CalendarFeedMade')
export class CalendarFeedMadeType {
  @Field(() => CalendarFeedType) @Shown('own') feed!: CalendarFeedType;
  @Field(() => String, { description: 'Whoever has it can fetch the reminders.' }) @Shown('own') address!: string;
}

@ObjectType('CalendarFeedRevoked')
export class CalendarFeedRevokedType {
  @Field(() => Boolean) @Shown('own') revoked!: boolean;
}
