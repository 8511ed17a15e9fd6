import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Verification } from '@evenkeel/audit-server';
import { InvalidInput, Instant, NotFound, Shown } from '@evenkeel/graphql';
import type { AuditPage, NamedEntry } from '../use-cases/read-audit-log.js';

@ObjectType('AuditEntry')
export class AuditEntryType {
  @Field(() => ID) @Shown('staff') id!: string;
  @Field(() => Instant) @Shown('staff') at!: Date;
  @Field(() => String, { description: 'person or system' }) @Shown('staff') actorKind!: string;
  @Field(() => String) @Shown('staff') actorId!: string;
  @Field(() => String, { nullable: true, description: 'Of staff; patients have none here.' }) @Shown('staff') actorName!: string | null;
  @Field(() => String, { nullable: true }) @Shown('staff') actingRole!: string | null;
  @Field(() => String) @Shown('staff') action!: string;
  @Field(() => ID, { nullable: true }) @Shown('staff') patientId!: string | null;
  @Field(() => String, { nullable: true }) @Shown('staff') category!: string | null;
  @Field(() => String) @Shown('staff') objectKind!: string;
  @Field(() => String, { nullable: true }) @Shown('staff') objectId!: string | null;
  @Field(() => String) @Shown('staff') basis!: string;
  @Field(() => String) @Shown('staff') requestId!: string;
}

@ObjectType('AuditPage')
export class AuditPageType {
  @Field(() => [AuditEntryType]) @Shown('staff') entries!: AuditEntryType[];
  @Field(() => String, { nullable: true }) @Shown('staff') next!: string | null;
  @Field(() => [String], { description: 'Verbs that occur in these days; on the first page only.' }) @Shown('staff') actions!: string[];
}

@ObjectType('AuditChain', { description: 'What the last check of the hash chain found.' })
export class AuditChainType {
  @Field(() => Instant) @Shown('staff') at!: Date;
  @Field(() => Boolean) @Shown('staff') intact!: boolean;
  @Field(() => Int) @Shown('staff') seals!: number;
  @Field(() => Int) @Shown('staff') rows!: number;
  @Field(() => Int, { description: 'Rows that are too young to be sealed.' }) @Shown('staff') waiting!: number;
  @Field(() => [String], { description: 'In English, for operators. Names links and numbers, never a patient.' }) @Shown('staff') problems!: string[];
  @Field(() => String, { nullable: true }) @Shown('staff') head!: string | null;
}

@InputType('AuditFilter')
export class AuditFilterInput {
  @Field(() => Instant) from!: Date;
  @Field(() => Instant) until!: Date;
  @Field(() => ID, { nullable: true }) actorId!: string | null;
  @Field(() => ID, { nullable: true }) patientId!: string | null;
  @Field(() => String, { nullable: true }) action!: string | null;
  @Field(() => String, { nullable: true }) before!: string | null;
}

export const AuditLogResult = createUnionType({ name: 'AuditLogResult', types: () => [AuditPageType, InvalidInput, NotFound] as const });

const toEntry = (entry: NamedEntry): AuditEntryType => Object.assign(new AuditEntryType(), entry);
export const toAuditPage = ({ entries, next, actions }: AuditPage): AuditPageType => Object.assign(new AuditPageType(), { entries: entries.map(toEntry), next, actions: [...actions] });
export const toChain = ({ problems, ...rest }: Verification): AuditChainType => Object.assign(new AuditChainType(), { ...rest, problems: [...problems] });
