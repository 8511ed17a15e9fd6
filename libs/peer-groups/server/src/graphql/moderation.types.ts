import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';
import { PostType } from './thread.types.js';

@ObjectType('QueueItem')
export class QueueItemType {
  @Field(() => String, { description: 'join | post | report' }) @Shown('moderators') kind!: string;
  @Field(() => ID) @Shown('moderators') id!: string;
  @Field(() => ID, { nullable: true }) @Shown('moderators') postId!: string | null;
  @Field(() => ID) @Shown('moderators') personaId!: string;
  @Field(() => String, { nullable: true }) @Shown('moderators') displayName!: string | null;
  @Field(() => String) @Shown('moderators') topic!: string;
  @Field(() => String, { description: 'crisis | report | first-post | dose | link | join' }) @Shown('moderators') risk!: string;
  @Field(() => [String]) @Shown('moderators') reasons!: string[];
  @Field(() => Instant) @Shown('moderators') waitingSince!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('moderators') dueAt!: Date | null;
  @Field(() => Boolean) @Shown('moderators') late!: boolean;
  @Field(() => Boolean, { description: 'Its writer took it back; somebody still looks.' }) @Shown('moderators') takenBack!: boolean;
  @Field(() => String, { nullable: true }) @Shown('moderators') claimedBy!: string | null;
  @Field(() => Boolean) @Shown('moderators') claimedByMe!: boolean;
}

@ObjectType('ModerationQueue')
export class ModerationQueueType {
  @Field(() => [QueueItemType]) @Shown('moderators') items!: QueueItemType[];
  @Field(() => Int) @Shown('moderators') decidedToday!: number;
}

@ObjectType('MatchedWords', { description: 'A place in the words, in characters.' })
export class MatchedWordsType {
  @Field(() => Int) @Shown('moderators') from!: number;
  @Field(() => Int) @Shown('moderators') to!: number;
  @Field(() => String, { description: 'crisis | dose | recipe | link' }) @Shown('moderators') kind!: string;
}

@ObjectType('PostReport')
export class PostReportType {
  @Field(() => ID) @Shown('moderators') id!: string;
  @Field(() => String) @Shown('moderators') reason!: string;
  @Field(() => String) @Shown('moderators') words!: string;
  @Field(() => String) @Shown('moderators') state!: string;
  @Field(() => Instant) @Shown('moderators') at!: Date;
  @Field(() => String, { nullable: true }) @Shown('moderators') outcome!: string | null;
}

@ObjectType('ModerationEntry')
export class ModerationEntryType {
  @Field(() => ID) @Shown('moderators') id!: string;
  @Field(() => Instant) @Shown('moderators') at!: Date;
  @Field(() => String, { nullable: true }) @Shown('moderators') moderator!: string | null;
  @Field(() => String) @Shown('moderators') action!: string;
  @Field(() => String, { nullable: true }) @Shown('moderators') reason!: string | null;
  @Field(() => ID, { nullable: true }) @Shown('moderators') postId!: string | null;
  @Field(() => ID, { nullable: true }) @Shown('moderators') personaId!: string | null;
  @Field(() => Boolean) @Shown('moderators') undone!: boolean;
}

@ObjectType('ModeratedMember', { description: 'A pseudonym and its history in this group. Who it is stays sealed.' })
export class ModeratedMemberType {
  @Field(() => ID) @Shown('moderators') personaId!: string;
  @Field(() => String, { nullable: true }) @Shown('moderators') displayName!: string | null;
  @Field(() => Int) @Shown('moderators') tint!: number;
  @Field(() => Instant, { description: 'The Monday of the week.' }) @Shown('moderators') joinedWeek!: Date;
  @Field(() => String) @Shown('moderators') topic!: string;
  @Field(() => String, { nullable: true }) @Shown('moderators') state!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('moderators') mutedUntil!: Date | null;
  @Field(() => Boolean) @Shown('moderators') holdAll!: boolean;
  @Field(() => Boolean, { description: 'One moderator has asked for a ban; another one has to agree.' }) @Shown('moderators') banAsked!: boolean;
  @Field(() => Int) @Shown('moderators') posts!: number;
  @Field(() => Int) @Shown('moderators') held!: number;
  @Field(() => Int) @Shown('moderators') reported!: number;
}

@ObjectType('MemberPage')
export class MemberPageType {
  @Field(() => ModeratedMemberType) @Shown('moderators') member!: ModeratedMemberType;
  @Field(() => [ModerationEntryType]) @Shown('moderators') log!: ModerationEntryType[];
}

@ObjectType('ModeratedPost')
export class ModeratedPostType {
  @Field(() => PostType) @Shown('moderators') post!: PostType;
  @Field(() => [PostType]) @Shown('moderators') around!: PostType[];
  @Field(() => ModeratedMemberType, { nullable: true, description: 'Null for a post of a moderator.' }) @Shown('moderators') member!: ModeratedMemberType | null;
  @Field(() => [MatchedWordsType]) @Shown('moderators') matched!: MatchedWordsType[];
  @Field(() => [PostReportType]) @Shown('moderators') reports!: PostReportType[];
  @Field(() => [ModerationEntryType]) @Shown('moderators') log!: ModerationEntryType[];
}

@ObjectType('GroupSettings')
export class GroupSettingsType {
  @Field(() => ID) @Shown('moderators') id!: string;
  @Field(() => String) @Shown('moderators') topic!: string;
  @Field(() => String) @Shown('moderators') about!: string;
  @Field(() => Int) @Shown('moderators') capacity!: number;
  @Field(() => Int) @Shown('moderators') holdFirst!: number;
  @Field(() => Int) @Shown('moderators') slowSeconds!: number;
  @Field(() => Boolean) @Shown('moderators') readOnly!: boolean;
  @Field(() => Int) @Shown('moderators') rowVersion!: number;
}

@ObjectType('OwnReport', { description: 'A report of the persona that asks, and what became of it.' })
export class OwnReportType {
  @Field(() => ID) @Shown('everybody-inside') id!: string;
  @Field(() => String) @Shown('everybody-inside') reason!: string;
  @Field(() => String) @Shown('everybody-inside') state!: string;
  @Field(() => String, { nullable: true, description: 'kept | hidden | talked-to' }) @Shown('everybody-inside') outcome!: string | null;
  @Field(() => Instant) @Shown('everybody-inside') at!: Date;
}

@InputType('DecidePostInput')
export class DecidePostInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) rowVersion!: number;
  @Field(() => String, { description: 'approve | reject | hide | restore' }) decision!: string;
  @Field(() => String, { defaultValue: '', description: 'Needed for everything but letting through.' }) reason!: string;
  @Field(() => Boolean, { defaultValue: false }) hard!: boolean;
}

@InputType('DecideReportInput')
export class DecideReportInput {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'kept | hidden | talked-to | passed-on' }) outcome!: string;
  @Field(() => String, { defaultValue: '' }) reason!: string;
}

@InputType('DecideMemberInput')
export class DecideMemberInput {
  @Field(() => ID) personaId!: string;
  @Field(() => String, { description: 'approve | decline | remove | ban | lift-ban | mute | lift-mute | hold-all | end-hold-all' }) decision!: string;
  @Field(() => Int, { nullable: true, description: 'For mute: 1 to 336.' }) hours!: number | null | undefined;
  @Field(() => String, { defaultValue: '' }) reason!: string;
}

@InputType('SetGroupInput')
export class SetGroupInput {
  @Field(() => ID) id!: string;
  @Field(() => String) topic!: string;
  @Field(() => String) about!: string;
  @Field(() => Int) capacity!: number;
  @Field(() => Int) holdFirst!: number;
  @Field(() => Int) slowSeconds!: number;
  @Field(() => Boolean) readOnly!: boolean;
  @Field(() => Int) rowVersion!: number;
}
