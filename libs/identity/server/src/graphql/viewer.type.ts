import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Shown } from '@evenkeel/graphql';

@ObjectType('Viewer', { description: 'The person who is signed in, in the role they act in.' })
export class ViewerType {
  @Field(() => ID) @Shown('public') accountId!: string;
  @Field(() => String) @Shown('public') displayName!: string;
  @Field(() => String) @Shown('public') role!: string;
  @Field(() => [String]) @Shown('public') roles!: string[];
  @Field(() => String) @Shown('public') organisationName!: string;
  @Field(() => String) @Shown('public') language!: string;
  @Field(() => ID, { nullable: true }) @Shown('public') patientId!: string | null;
  @Field(() => String, { nullable: true }) @Shown('public') country!: string | null;
  @Field(() => String, { nullable: true }) @Shown('public') zone!: string | null;
}
