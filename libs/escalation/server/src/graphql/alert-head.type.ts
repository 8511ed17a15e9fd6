import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { reference } from '@evenkeel/escalation-rules';
import { Instant, Shown } from '@evenkeel/graphql';
import type { AlertHead } from '../store/alert.reader.js';

@ObjectType('AlertHead', { description: 'What a coordinator may see of an alert: the family of the trigger, not the answers.' })
export class AlertHeadType {
  @Field(() => ID) @Shown('alert_head') id!: string;
  @Field(() => String) @Shown('alert_head') reference!: string;
  @Field(() => ID) @Shown('alert_head') patientId!: string;
  @Field(() => String) @Shown('alert_head') patientName!: string;
  @Field(() => String) @Shown('alert_head') tier!: string;
  @Field(() => String) @Shown('alert_head') maxTier!: string;
  @Field(() => String) @Shown('alert_head') family!: string;
  @Field(() => String) @Shown('alert_head') status!: string;
  @Field(() => Int) @Shown('alert_head') level!: number;
  @Field(() => Int) @Shown('alert_head') cycle!: number;
  @Field(() => Instant) @Shown('alert_head') openedAt!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') nextActionAt!: Date | null;
  @Field(() => [String]) @Shown('alert_head') nextRoles!: string[];
  @Field(() => String, { nullable: true }) @Shown('alert_head') acknowledgedBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') acknowledgedAt!: Date | null;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') acknowledgementExpiresAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('alert_head') engagedBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') engagedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('alert_head') engagement!: string | null;
  @Field(() => String, { nullable: true }) @Shown('alert_head') resolvedBy!: string | null;
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') resolvedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('alert_head') outcome!: string | null;
  @Field(() => Int) @Shown('alert_head') triggerCount!: number;
  @Field(() => Int) @Shown('alert_head') rowVersion!: number;
  @Field(() => Boolean) @Shown('alert_head') drill!: boolean;
}

export function toAlertHeadType({ row, patientName, nextRoles, nameOf }: AlertHead): AlertHeadType {
  const { id, patientId, tier, maxTier, family, status, level, cycle, openedAt, nextActionAt, engagedAt, engagement, resolvedAt, outcome, triggerCount, rowVersion } = row;
  return Object.assign(new AlertHeadType(), {
    id, patientId, tier, maxTier, family, status, level, cycle, openedAt, nextActionAt, engagedAt, engagement, resolvedAt, outcome, triggerCount, rowVersion,
    reference: reference(id), patientName, nextRoles: [...nextRoles], drill: row.isDrill,
    acknowledgedBy: nameOf(row.ackBy), acknowledgedAt: row.ackAt, acknowledgementExpiresAt: row.ackExpiresAt,
    engagedBy: nameOf(row.engagedBy), resolvedBy: nameOf(row.resolvedBy),
  });
}
