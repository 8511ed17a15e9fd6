import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { outcomesOf } from '@evenkeel/care-team-rules';
import { InvalidInput, Instant, NotAllowedNow, NotFound, Shown } from '@evenkeel/graphql';
import type { ShownTask } from '../use-cases/read-tasks.js';

@ObjectType('CareTask', { description: 'Something that somebody of the team has to do about a patient.' })
export class CareTaskType {
  @Field(() => ID) @Shown('schedule') id!: string;
  @Field(() => ID) @Shown('schedule') patientId!: string;
  @Field(() => String) @Shown('schedule') patientName!: string;
  @Field(() => String, { description: 'plan-unread | step-locked | hold-review | plan-changed | second-sign-off | dose-unconfirmed | concentration-unconfirmed | interaction-review | supply-14 | supply-7 | supply-3' })
  @Shown('schedule') kind!: string;
  @Field(() => String, { description: 'Which one: a number of a version, a date or an id.' }) @Shown('schedule') about!: string;
  @Field(() => String, { description: 'prescriber | coordinator' }) @Shown('schedule') forRole!: string;
  @Field(() => Instant) @Shown('schedule') openedAt!: Date;
  @Field(() => Instant) @Shown('schedule') dueAt!: Date;
  @Field(() => Boolean) @Shown('schedule') isLate!: boolean;
  @Field(() => Int, { description: 'How often the patient was not reached.' }) @Shown('schedule') attempts!: number;
  @Field(() => [String], { description: 'What the reader can answer; empty when it is for somebody else or closed.' }) @Shown('schedule') outcomes!: string[];
  @Field(() => Instant, { nullable: true }) @Shown('schedule') closedAt!: Date | null;
  @Field(() => String, { nullable: true }) @Shown('schedule') closedByName!: string | null;
  @Field(() => String, { nullable: true, description: 'done | reached | not-needed | settled' }) @Shown('schedule') outcome!: string | null;
  @Field(() => String, { nullable: true, description: 'The last words somebody left.' }) @Shown('schedule') note!: string | null;
}

export function toTask({ task, patientName, closedByName, isLate, isMine }: ShownTask): CareTaskType {
  const { id, patientId, kind, about, forRole, openedAt, dueAt, attempts, closedAt, outcome, note } = task;
  return Object.assign(new CareTaskType(), {
    id, patientId, patientName, kind, about, forRole, openedAt, dueAt, isLate, attempts, outcomes: isMine ? [...outcomesOf(kind)] : [], closedAt, closedByName, outcome, note,
  });
}

@InputType('CloseTaskInput')
export class CloseTaskInput {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'done | reached | not-reached | not-needed. Not reached leaves it open until the next day.' }) outcome!: string;
  @Field(() => String, { nullable: true, description: 'Asked for when it was not needed.' }) note!: string | null;
}

export const CloseTaskResult = createUnionType({ name: 'CloseTaskResult', types: () => [CareTaskType, InvalidInput, NotFound, NotAllowedNow] as const });
