import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, Instant, NotAllowedNow, NotFound, Shown } from '@evenkeel/graphql';
import type { HeldEmergency, ReviewedEmergency } from '../use-cases/read-emergencies.js';

@ObjectType('EmergencyLook', { description: 'Whether a patient of that name and year is here. Never who.' })
export class EmergencyLookType {
  @Field(() => String, { description: 'none, one or several' }) @Shown('staff') matches!: string;
}

@ObjectType('EmergencyOpened')
export class EmergencyOpenedType {
  @Field(() => ID) @Shown('staff') id!: string;
  @Field(() => ID) @Shown('staff') patientId!: string;
}

@ObjectType('HeldEmergency', { description: 'Emergency access that the asking person holds now.' })
export class HeldEmergencyType {
  @Field(() => ID) @Shown('staff') id!: string;
  @Field(() => ID) @Shown('staff') patientId!: string;
  @Field(() => String) @Shown('staff') patientName!: string;
  @Field(() => Instant) @Shown('staff') openedAt!: Date;
  @Field(() => Instant) @Shown('staff') expiresAt!: Date;
}

@ObjectType('ReviewedEmergency', { description: 'A use of emergency access, for those who oversee it.' })
export class ReviewedEmergencyType {
  @Field(() => ID) @Shown('staff') id!: string;
  @Field(() => ID) @Shown('staff') patientId!: string;
  @Field(() => String) @Shown('staff') name!: string;
  @Field(() => String) @Shown('staff') role!: string;
  @Field(() => String) @Shown('staff') affiliation!: string;
  @Field(() => String) @Shown('staff') disclosedBy!: string;
  @Field(() => String) @Shown('staff') reason!: string;
  @Field(() => Instant) @Shown('staff') openedAt!: Date;
  @Field(() => Instant) @Shown('staff') expiresAt!: Date;
  @Field(() => Instant) @Shown('staff') reviewDueAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('staff') reviewedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('staff') reviewerName!: string | null;
  @Field(() => String, { nullable: true }) @Shown('staff') verdict!: string | null;
  @Field(() => String, { nullable: true, description: 'What happened, in words; for safety leads.' }) @Shown('staff') nature!: string | null;
  @Field(() => String, { nullable: true }) @Shown('staff') note!: string | null;
  @Field(() => Boolean, { description: 'Nobody judges their own.' }) @Shown('staff') mine!: boolean;
}

export const toHeld = (held: HeldEmergency): HeldEmergencyType => Object.assign(new HeldEmergencyType(), held);

export function toReviewed(found: ReviewedEmergency): ReviewedEmergencyType {
  const { id, patientId, name, role, affiliation, disclosedBy, reason, openedAt, expiresAt, reviewDueAt, reviewedAt, reviewerName, verdict, nature, note, mine } = found;
  return Object.assign(new ReviewedEmergencyType(), { id, patientId, name, role, affiliation, disclosedBy, reason, openedAt, expiresAt, reviewDueAt, reviewedAt, reviewerName, verdict, nature, note, mine });
}

@ObjectType('EmergencyReviewed')
export class EmergencyReviewedType {
  @Field(() => ID) @Shown('staff') id!: string;
}

@InputType('EmergencyLookInput')
export class EmergencyLookInput {
  @Field(() => String) name!: string;
  @Field(() => Int) birthYear!: number;
}

@InputType('OpenEmergencyAccessInput')
export class OpenEmergencyAccessInput {
  @Field(() => String, { description: 'The whole name; accents and case make no difference.' }) name!: string;
  @Field(() => Int) birthYear!: number;
  @Field(() => String) reason!: string;
  @Field(() => String, { description: 'What happened, at least 20 characters.' }) nature!: string;
}

@InputType('ReviewEmergencyAccessInput')
export class ReviewEmergencyAccessInput {
  @Field(() => ID) id!: string;
  @Field(() => String) verdict!: string;
  @Field(() => String) note!: string;
}

const refusals = [InvalidInput, NotFound, NotAllowedNow] as const;
export const EmergencyLookResult = createUnionType({ name: 'EmergencyLookResult', types: () => [EmergencyLookType, ...refusals] as const });
export const OpenEmergencyAccessResult = createUnionType({ name: 'OpenEmergencyAccessResult', types: () => [EmergencyOpenedType, ...refusals] as const });
export const ReviewEmergencyAccessResult = createUnionType({ name: 'ReviewEmergencyAccessResult', types: () => [EmergencyReviewedType, ...refusals] as const });
