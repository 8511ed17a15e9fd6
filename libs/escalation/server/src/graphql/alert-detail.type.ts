import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';
import { AlertHeadType } from './alert-head.type.js';
import { CheckInAnswerType } from './check-in-answer.type.js';

@ObjectType('AlertAnswer')
export class AlertAnswerType extends CheckInAnswerType {
  @Field(() => String, { nullable: true, description: 'After the alert was raised: added or changed. Null if it was known then.' }) @Shown('public') later!: string | null;
}

@ObjectType('AlertReport', { description: 'A further report that joined the alert.' })
export class AlertReportType {
  @Field(() => String) @Shown('crisis_alerts') tier!: string;
  @Field(() => Instant) @Shown('crisis_alerts') at!: Date;
  @Field(() => Instant, { nullable: true, description: 'When answers were last added to it.' }) @Shown('crisis_alerts') addedAt!: Date | null;
  @Field(() => [AlertAnswerType]) @Shown('crisis_alerts') answers!: AlertAnswerType[];
}

@ObjectType('AlertContextView')
export class AlertContextViewType {
  @Field(() => String) @Shown('crisis_alerts') trigger!: string;
  @Field(() => String) @Shown('crisis_alerts') ruleId!: string;
  @Field(() => Int) @Shown('crisis_alerts') ruleVersion!: number;
  @Field(() => String) @Shown('crisis_alerts') source!: string;
  @Field(() => [AlertAnswerType]) @Shown('crisis_alerts') answers!: AlertAnswerType[];
  @Field(() => Instant, { nullable: true, description: 'When answers were last added after the alert was raised.' }) @Shown('crisis_alerts') addedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('crisis_alerts') dose!: string | null;
  @Field(() => String, { nullable: true }) @Shown('crisis_alerts') lastChange!: string | null;
  @Field(() => String, { nullable: true }) @Shown('crisis_alerts') nextPlanned!: string | null;
  @Field(() => Int, { nullable: true }) @Shown('crisis_alerts') usual!: number | null;
  @Field(() => [Int]) @Shown('crisis_alerts') recent!: number[];
  @Field(() => [String]) @Shown('crisis_alerts') shown!: string[];
  @Field(() => [AlertReportType], { description: 'Other reports of the same family, the newest first.' }) @Shown('crisis_alerts') others!: AlertReportType[];
}

@ObjectType('ToldPerson')
export class ToldPersonType {
  @Field(() => String) @Shown('alert_head') displayName!: string;
  @Field(() => String) @Shown('alert_head') role!: string;
  @Field(() => String) @Shown('alert_head') channel!: string;
  @Field(() => String) @Shown('alert_head') status!: string;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') acceptedAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') openedAt!: Date | null;
  @Field(() => Int) @Shown('alert_head') level!: number;
  @Field(() => Int) @Shown('alert_head') cycle!: number;
}

@ObjectType('AlertLogEntry')
export class AlertLogEntryType {
  @Field(() => Int) @Shown('alert_head') seq!: number;
  @Field(() => String) @Shown('alert_head') kind!: string;
  @Field(() => Instant) @Shown('alert_head') at!: Date;
  @Field(() => String, { nullable: true }) @Shown('alert_head') actor!: string | null;
  @Field(() => Int) @Shown('alert_head') level!: number;
  @Field(() => Int) @Shown('alert_head') cycle!: number;
}

@ObjectType('AlertContact')
export class AlertContactType {
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') phone!: string | null;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') address!: string | null;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') emergencyContact!: string | null;
  @Field(() => String, { nullable: true }) @Shown('identity_contacts') welfareText!: string | null;
}

@ObjectType('AlertDetail')
export class AlertDetailType {
  @Field(() => AlertHeadType) @Shown('alert_head') head!: AlertHeadType;
  @Field(() => AlertContextViewType, { nullable: true }) @Shown('crisis_alerts') context!: AlertContextViewType | null;
  @Field(() => [ToldPersonType]) @Shown('alert_head') told!: ToldPersonType[];
  @Field(() => [AlertLogEntryType]) @Shown('alert_head') log!: AlertLogEntryType[];
  @Field(() => AlertContactType, { nullable: true }) @Shown('identity_contacts') contact!: AlertContactType | null;
  @Field(() => String, { nullable: true }) @Shown('staff') fallbackPhone!: string | null;
  @Field(() => Instant) @Shown('alert_head') serverNow!: Date;
  @Field(() => [String]) @Shown('staff') actions!: string[];
  @Field(() => [String]) @Shown('staff') outcomes!: string[];
}
