import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, NotAllowedNow, Shown } from '@evenkeel/graphql';

@ObjectType('PeerGroup', { description: 'The one group that a persona belongs to, or asks to.' })
export class PeerGroupType {
  @Field(() => ID) @Shown('everybody-inside') id!: string;
  @Field(() => String) @Shown('everybody-inside') topic!: string;
  @Field(() => String) @Shown('everybody-inside') about!: string;
  @Field(() => Boolean) @Shown('everybody-inside') readOnly!: boolean;
  @Field(() => Int, { description: 'So many first posts of everybody are read by a moderator before others see them.' }) @Shown('everybody-inside') holdFirst!: number;
  @Field(() => Int) @Shown('everybody-inside') slowSeconds!: number;
  @Field(() => Int) @Shown('everybody-inside') guidelinesVersion!: number;
}

@ObjectType('OwnMembership')
export class OwnMembershipType {
  @Field(() => String, { description: 'requested | approved | declined | withdrawn | left | removed | banned' }) @Shown('everybody-inside') state!: string;
  @Field(() => String, { nullable: true, description: 'What a moderator gave as the reason.' }) @Shown('everybody-inside') reason!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('everybody-inside') mutedUntil!: Date | null;
}

@ObjectType('Me', { description: 'The persona that asks.' })
export class MeType {
  @Field(() => ID) @Shown('everybody-inside') personaId!: string;
  @Field(() => String, { description: 'peer or moderator.' }) @Shown('everybody-inside') part!: string;
  @Field(() => String, { nullable: true }) @Shown('everybody-inside') displayName!: string | null;
  @Field(() => Int) @Shown('everybody-inside') tint!: number;
  @Field(() => Boolean, { description: 'Whether worried moderators may have the coordinator contact the person. Nobody else reads this.' }) @Shown('everybody-inside') mayContact!: boolean;
  @Field(() => OwnMembershipType, { nullable: true }) @Shown('everybody-inside') membership!: OwnMembershipType | null;
  @Field(() => PeerGroupType, { nullable: true }) @Shown('everybody-inside') group!: PeerGroupType | null;
  @Field(() => String) @Shown('everybody-inside') communityName!: string;
  @Field(() => String, { description: 'HH:MM on the clock of the community.' }) @Shown('everybody-inside') moderatedFrom!: string;
  @Field(() => String) @Shown('everybody-inside') moderatedTo!: string;
  @Field(() => String) @Shown('everybody-inside') zone!: string;
  @Field(() => Boolean, { description: 'Whether this is an hour in which a moderator reads along.' }) @Shown('everybody-inside') moderatedNow!: boolean;
  @Field(() => Int, { description: 'Posts that a moderator still reads first.' }) @Shown('everybody-inside') postsUntilFree!: number;
  @Field(() => [String]) @Shown('everybody-inside') nameSuggestions!: string[];
}

@InputType('JoinInput')
export class JoinInput {
  @Field(() => String) displayName!: string;
  @Field(() => Int) guidelinesVersion!: number;
  @Field(() => Boolean) mayContact!: boolean;
}

@ObjectType('NameIsPossible')
export class NameIsPossible {
  @Field(() => String) @Shown('everybody-inside') name!: string;
}

export const JoinResult = createUnionType({ name: 'JoinResult', types: () => [MeType, InvalidInput, NotAllowedNow] as const });
export const MembershipResult = createUnionType({ name: 'MembershipResult', types: () => [MeType, NotAllowedNow] as const });
export const NameResult = createUnionType({ name: 'NameResult', types: () => [NameIsPossible, InvalidInput] as const });
