import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, NotAllowedNow, NotFound, Shown, Stale } from '@evenkeel/graphql';

@ObjectType('PostAuthor')
export class PostAuthorType {
  @Field(() => ID) @Shown('everybody-inside') personaId!: string;
  @Field(() => String, { nullable: true, description: 'Null for a former member whose name is gone.' }) @Shown('everybody-inside') displayName!: string | null;
  @Field(() => Int) @Shown('everybody-inside') tint!: number;
  @Field(() => String) @Shown('everybody-inside') part!: string;
  @Field(() => Boolean, { description: 'The reader does not want to see this writer.' }) @Shown('everybody-inside') blocked!: boolean;
}

@ObjectType('PostReaction')
export class PostReactionType {
  @Field(() => String, { description: 'with-you | thank-you | same-here' }) @Shown('everybody-inside') kind!: string;
  @Field(() => String, { description: '1 to 4, or "5+".' }) @Shown('everybody-inside') count!: string;
  @Field(() => Boolean) @Shown('everybody-inside') mine!: boolean;
}

@ObjectType('Post')
export class PostType {
  @Field(() => ID) @Shown('everybody-inside') id!: string;
  @Field(() => ID) @Shown('everybody-inside') threadId!: string;
  @Field(() => PostAuthorType) @Shown('everybody-inside') author!: PostAuthorType;
  @Field(() => String) @Shown('everybody-inside') words!: string;
  @Field(() => String, { description: 'held | visible | hidden | rejected | withdrawn; everybody but its writer and moderators sees visible ones only.' }) @Shown('everybody-inside') state!: string;
  @Field(() => [String], { description: 'Why it waits. For its writer and for moderators.' }) @Shown('everybody-inside') holdReasons!: string[];
  @Field(() => String, { nullable: true }) @Shown('everybody-inside') decisionReason!: string | null;
  @Field(() => Boolean) @Shown('everybody-inside') doseHidden!: boolean;
  @Field(() => Instant, { description: 'To the minute.' }) @Shown('everybody-inside') createdAt!: Date;
  @Field(() => Boolean) @Shown('everybody-inside') edited!: boolean;
  @Field(() => Boolean) @Shown('everybody-inside') mine!: boolean;
  @Field(() => [PostReactionType]) @Shown('everybody-inside') reactions!: PostReactionType[];
  @Field(() => Int) @Shown('everybody-inside') rowVersion!: number;
}

@ObjectType('ThreadHead')
export class ThreadHeadType {
  @Field(() => ID) @Shown('everybody-inside') id!: string;
  @Field(() => ID) @Shown('everybody-inside') groupId!: string;
  @Field(() => String) @Shown('everybody-inside') title!: string;
  @Field(() => String, { nullable: true, description: 'hard: hard stuff.' }) @Shown('everybody-inside') label!: string | null;
  @Field(() => Boolean) @Shown('everybody-inside') pinned!: boolean;
  @Field(() => Instant, { nullable: true, description: 'To the minute; null while a moderator has not read its first post.' }) @Shown('everybody-inside') lastAt!: Date | null;
  @Field(() => PostAuthorType) @Shown('everybody-inside') author!: PostAuthorType;
  @Field(() => Int) @Shown('everybody-inside') replies!: number;
}

@ObjectType('ThreadPage')
export class ThreadPageType {
  @Field(() => [ThreadHeadType]) @Shown('everybody-inside') threads!: ThreadHeadType[];
  @Field(() => Int, { nullable: true, description: 'Give this as `after` for the next ones.' }) @Shown('everybody-inside') next!: number | null;
}

@ObjectType('Thread')
export class ThreadType {
  @Field(() => ID) @Shown('everybody-inside') id!: string;
  @Field(() => ID) @Shown('everybody-inside') groupId!: string;
  @Field(() => String) @Shown('everybody-inside') title!: string;
  @Field(() => String, { nullable: true }) @Shown('everybody-inside') label!: string | null;
  @Field(() => Boolean) @Shown('everybody-inside') pinned!: boolean;
  @Field(() => PostAuthorType) @Shown('everybody-inside') author!: PostAuthorType;
  @Field(() => [PostType]) @Shown('everybody-inside') posts!: PostType[];
  @Field(() => Int, { nullable: true }) @Shown('everybody-inside') next!: number | null;
}

@InputType('WritePostInput')
export class WritePostInput {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true, description: 'Left out to begin a thread.' }) threadId!: string | null | undefined;
  @Field(() => ID, { nullable: true, description: 'Where a moderator begins a thread.' }) groupId!: string | null | undefined;
  @Field(() => String, { nullable: true }) title!: string | null | undefined;
  @Field(() => String) words!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Hard stuff: readers open it themselves.' }) hard!: boolean;
  @Field(() => Boolean, { defaultValue: true }) aboutMe!: boolean;
  @Field(() => Boolean, { defaultValue: true }) hideDose!: boolean;
}

@InputType('RewritePostInput')
export class RewritePostInput {
  @Field(() => ID) id!: string;
  @Field(() => Int) rowVersion!: number;
  @Field(() => String) words!: string;
}

@InputType('ReportPostInput')
export class ReportPostInput {
  @Field(() => ID) id!: string;
  @Field(() => ID) postId!: string;
  @Field(() => String, { description: 'worried | dose-advice | unkind | contact-details | spam | other' }) reason!: string;
  @Field(() => String, { defaultValue: '' }) words!: string;
}

@ObjectType('WrittenPost')
export class WrittenPostType {
  @Field(() => PostType, { nullable: true, description: 'Null after it was taken back.' }) @Shown('everybody-inside') post!: PostType | null;
  @Field(() => Boolean, { description: 'Show the help card now.' }) @Shown('everybody-inside') crisis!: boolean;
}

@ObjectType('Done')
export class DoneType {
  @Field(() => Boolean) @Shown('everybody-inside') done!: boolean;
}

export const WritePostResult = createUnionType({ name: 'WritePostResult', types: () => [WrittenPostType, InvalidInput, NotFound, NotAllowedNow] as const });
export const ChangePostResult = createUnionType({ name: 'ChangePostResult', types: () => [WrittenPostType, InvalidInput, NotFound, NotAllowedNow, Stale] as const });
export const DoneResult = createUnionType({ name: 'DoneResult', types: () => [DoneType, InvalidInput, NotFound, NotAllowedNow] as const });
export const StepResult = createUnionType({ name: 'StepResult', types: () => [DoneType, InvalidInput, NotFound, NotAllowedNow, Stale] as const });
