import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';

@ObjectType('TeamMember')
export class TeamMemberType {
  @Field(() => ID) @Shown('team') id!: string;
  @Field(() => ID) @Shown('team') accountId!: string;
  @Field(() => String) @Shown('team') displayName!: string;
  @Field(() => String) @Shown('team') role!: string;
  @Field(() => Instant) @Shown('team') since!: Date;
}

@ObjectType('ConsentRecord', { description: 'What the patient shares, with whom and until when.' })
export class ConsentRecordType {
  @Field(() => ID) @Shown('team') id!: string;
  @Field(() => String, { description: 'A role, or the name of one person.' }) @Shown('team') recipient!: string;
  @Field(() => [String]) @Shown('team') categories!: string[];
  @Field(() => Instant) @Shown('team') startsAt!: Date;
  @Field(() => Instant) @Shown('team') expiresAt!: Date;
  @Field(() => Boolean) @Shown('team') live!: boolean;
}
