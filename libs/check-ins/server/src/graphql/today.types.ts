import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CheckInAnswerType, OwnAlertType } from '@evenkeel/escalation-server';
import { Instant, LocalDate, Shown } from '@evenkeel/graphql';
import { DoseStepType } from '@evenkeel/taper-server';
import { CheckInType } from './check-in.types.js';

@ObjectType('OrganisationContact')
export class OrganisationContactType {
  @Field(() => String) @Shown('own') name!: string;
  @Field(() => String, { nullable: true }) @Shown('own') phone!: string | null;
  @Field(() => String) @Shown('own') readingHours!: string;
}

@ObjectType('Today', { description: "Everything on the patient's first screen, read at one moment." })
export class TodayType {
  @Field(() => Instant) @Shown('own') serverNow!: Date;
  @Field(() => LocalDate) @Shown('own') localDate!: string;
  @Field(() => String) @Shown('own') zone!: string;
  @Field(() => String) @Shown('own') country!: string;
  @Field(() => CheckInType, { nullable: true }) @Shown('own') due!: CheckInType | null;
  @Field(() => Instant, { nullable: true }) @Shown('own') next!: Date | null;
  @Field(() => Int, { nullable: true }) @Shown('own') lastOverall!: number | null;
  @Field(() => [CheckInAnswerType]) @Shown('own') lastAnswers!: CheckInAnswerType[];
  @Field(() => Boolean, { deprecationReason: '`redFlagsLastAskedOn` says when; phones that open an earlier version still ask this.' }) @Shown('own') weeklyRedFlagsDue!: boolean;
  @Field(() => LocalDate, { nullable: true, description: 'When the questions about warning signs were last put within a month.' }) @Shown('own') redFlagsLastAskedOn!: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'When the questions about sedation were last put within a month.' }) @Shown('own') sedationLastAskedOn!: string | null;
  @Field(() => [String], { description: 'Codes of the symptoms that are offered first.' }) @Shown('own') tracked!: string[];
  @Field(() => [DoseStepType]) @Shown('own') doseSteps!: DoseStepType[];
  @Field(() => [OwnAlertType]) @Shown('own') alerts!: OwnAlertType[];
  @Field(() => Boolean, { description: 'Somebody used emergency access to the record within a week; `ownEmergencies` says who.' }) @Shown('own') emergencyLately!: boolean;
  @Field(() => OrganisationContactType) @Shown('own') contact!: OrganisationContactType;
}
