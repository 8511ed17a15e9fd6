import { Field, ObjectType } from '@nestjs/graphql';
import { Instant, Shown } from '@evenkeel/graphql';
import type { AccountId } from '@evenkeel/kernel';
import type { AlertBoard } from '../use-cases/read-alerts.js';
import { AlertHeadType, toAlertHeadType } from './alert-head.type.js';

@ObjectType('AlertBoard')
export class AlertBoardType {
  @Field(() => Instant) @Shown('alert_head') serverNow!: Date;
  @Field(() => [AlertHeadType]) @Shown('alert_head') waiting!: AlertHeadType[];
  @Field(() => [AlertHeadType]) @Shown('alert_head') mine!: AlertHeadType[];
  @Field(() => [AlertHeadType]) @Shown('alert_head') inProgress!: AlertHeadType[];
  @Field(() => [AlertHeadType]) @Shown('alert_head') closedToday!: AlertHeadType[];
  @Field(() => Instant, { nullable: true }) @Shown('alert_head') lastClosedAt!: Date | null;
  @Field(() => String, { description: 'Whom to call when the list cannot be trusted or nobody answers.' }) @Shown('staff') fallbackPhone!: string;
}

/** Every alert in exactly one list: held by the reader, held by somebody else, held by nobody, or closed. */
export function toAlertBoardType({ serverNow, heads, lastClosedAt, fallbackPhone }: AlertBoard, me: AccountId): AlertBoardType {
  const holder = ({ row }: AlertBoard['heads'][number]): AccountId | null =>
    (row.status === 'acknowledged' ? row.ackBy : row.status === 'engaged' ? row.engagedBy : null);
  const open = heads.filter(({ row }) => row.status !== 'resolved');
  const list = (wanted: readonly AlertBoard['heads'][number][]): AlertHeadType[] => wanted.map(toAlertHeadType);
  return Object.assign(new AlertBoardType(), {
    serverNow, lastClosedAt, fallbackPhone,
    waiting: list(open.filter((head) => holder(head) === null)),
    mine: list(open.filter((head) => holder(head) === me)),
    inProgress: list(open.filter((head) => holder(head) !== null && holder(head) !== me)),
    closedToday: list(heads.filter(({ row }) => row.status === 'resolved')),
  });
}
