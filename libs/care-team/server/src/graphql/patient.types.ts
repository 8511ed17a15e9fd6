import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Shown } from '@evenkeel/graphql';
import type { PatientId } from '@evenkeel/kernel';
import { ConsentRecordType, TeamMemberType } from './team.types.js';

/** One line of the caseload. Scopes below this one add their fields by `@ResolveField` on this class. */
@ObjectType('PatientSummary')
export class PatientSummaryType {
  @Field(() => ID) @Shown('team') id!: PatientId;
  @Field(() => String) @Shown('team') name!: string;
}

/** One patient. Scopes below this one add their fields by `@ResolveField` on this class, each with its category. */
@ObjectType('PatientRecord')
export class PatientRecordType {
  @Field(() => ID) @Shown('team') id!: PatientId;
  @Field(() => String) @Shown('team') name!: string;
  @Field(() => Int, { nullable: true }) @Shown('identity_contacts') birthYear!: number | null;
  @Field(() => String) @Shown('team') zone!: string;
  @Field(() => String) @Shown('team') country!: string;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') phone!: string | null;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') address!: string | null;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') emergencyContact!: string | null;
  @Field(() => String, { nullable: true, description: 'Emergency access on which this is shown, and nothing else.' }) @Shown('team') emergencyId!: string | null;
  @Field(() => [TeamMemberType]) @Shown('team') team!: TeamMemberType[];
  @Field(() => [ConsentRecordType]) @Shown('team') consents!: ConsentRecordType[];
}
