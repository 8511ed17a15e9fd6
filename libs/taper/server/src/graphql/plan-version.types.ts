import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant, LocalDate, Shown } from '@evenkeel/graphql';
import { TaperPlanText } from './plan-text.scalar.js';

@ObjectType('FindingFigure', { description: 'A figure or word that a rule looked at.' })
export class FindingFigureType {
  @Field(() => String) @Shown('taper_plan') name!: string;
  @Field(() => String) @Shown('taper_plan') value!: string;
}

@ObjectType('Finding', { description: 'What one rule says, with the figures it looked at.' })
export class FindingType {
  @Field(() => String, { description: 'block | warn | inform | ok' }) @Shown('taper_plan') verdict!: string;
  @Field(() => String) @Shown('taper_plan') rule!: string;
  @Field(() => Int) @Shown('taper_plan') version!: number;
  @Field(() => String) @Shown('taper_plan') source!: string;
  @Field(() => LocalDate, { nullable: true, description: 'The date of the step it is about.' }) @Shown('taper_plan') on!: string | null;
  @Field(() => [FindingFigureType]) @Shown('taper_plan') inputs!: FindingFigureType[];
  @Field(() => String, { description: 'override | reason | second-sign-off | specialist-sign-off | nothing' }) @Shown('taper_plan') eased!: string;
  @Field(() => Boolean, { description: 'It still stands in the way of a signature.' }) @Shown('taper_plan') open!: boolean;
}

@ObjectType('PlanSignOff', { description: 'Why a finding does not stop a plan, and who says so.' })
export class PlanSignOffType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => String) @Shown('taper_plan') kind!: string;
  @Field(() => String) @Shown('taper_plan') rule!: string;
  @Field(() => Int) @Shown('taper_plan') ruleVersion!: number;
  @Field(() => LocalDate, { nullable: true }) @Shown('taper_plan') on!: string | null;
  @Field(() => String) @Shown('taper_plan') reason!: string;
  @Field(() => String, { description: 'A name, or the role where the name is not for the reader.' }) @Shown('taper_plan') by!: string;
  @Field(() => Boolean) @Shown('taper_plan') confirmedTwice!: boolean;
  @Field(() => Instant) @Shown('taper_plan') at!: Date;
}

@ObjectType('PlanChange', { description: 'Something that happened to a plan since it was signed.' })
export class PlanChangeType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => String, { description: 'hold | slow-down | step-back | restart' }) @Shown('taper_plan') kind!: string;
  @Field(() => String, { description: 'patient | prescriber | cut-not-started | locked' }) @Shown('taper_plan') cause!: string;
  @Field(() => LocalDate) @Shown('taper_plan') on!: string;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') days!: number | null;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') steps!: number | null;
  @Field(() => Instant) @Shown('taper_plan') tappedAt!: Date;
  @Field(() => Instant) @Shown('taper_plan') receivedAt!: Date;
  @Field(() => Boolean, { description: 'It arrived more than five minutes after the tap.' }) @Shown('taper_plan') late!: boolean;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') undoneAt!: Date | null;
}

@ObjectType('PlanVersion', { description: 'One version of a plan. A patient is shown neither drafts nor what stood in the way of a signature.' })
export class PlanVersionType {
  @Field(() => ID) @Shown('taper_plan') id!: string;
  @Field(() => Int) @Shown('taper_plan') number!: number;
  @Field(() => Int, { nullable: true }) @Shown('taper_plan') basedOn!: number | null;
  @Field(() => String, { description: 'draft | checked | signed | active | held | completed | stopped' }) @Shown('taper_plan') state!: string;
  @Field(() => String, { nullable: true, description: 'zero | maintenance | replaced | stopped-by-prescriber' }) @Shown('taper_plan') ended!: string | null;
  @Field(() => LocalDate) @Shown('taper_plan') startsOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'As it stands now; null while a hold is open.' }) @Shown('taper_plan') endsOn!: string | null;
  @Field(() => String, { description: 'A name, or the role where the name is not for the reader.' }) @Shown('taper_plan') author!: string;
  @Field(() => Boolean, { description: 'The reader wrote it, so that a second signature has to come from somebody else.' }) @Shown('taper_plan') own!: boolean;
  @Field(() => String, { nullable: true }) @Shown('taper_plan') signedBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') signedAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') activatedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('staff') reason!: string | null;
  @Field(() => TaperPlanText, { description: 'With everything that happened since it was signed.' }) @Shown('taper_plan') plan!: string;
  @Field(() => [FindingType], { nullable: true }) @Shown('staff') findings!: FindingType[] | null;
  @Field(() => [PlanSignOffType], { nullable: true }) @Shown('staff') signOffs!: PlanSignOffType[] | null;
  @Field(() => [PlanChangeType]) @Shown('taper_plan') changes!: PlanChangeType[];
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') heldSince!: Date | null;
  @Field(() => String, { nullable: true, description: 'patient | prescriber' }) @Shown('taper_plan') heldBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('taper_plan') readAt!: Date | null;
  @Field(() => Int) @Shown('taper_plan') rowVersion!: number;
}
