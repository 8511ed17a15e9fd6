import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant, NotAllowedNow, NotFound, RefusalType, Shown } from '@evenkeel/graphql';
import { readDevice } from '@evenkeel/identity-rules';
import type { SessionId } from '@evenkeel/kernel';
import type { Security } from '../use-cases/describe-security.js';

@ObjectType('OwnSession', { description: 'Where the person is signed in.' })
export class OwnSessionType {
  @Field(() => ID) @Shown('public') id!: string;
  @Field(() => String) @Shown('public') role!: string;
  @Field(() => String, { nullable: true }) @Shown('public') browser!: string | null;
  @Field(() => String, { nullable: true }) @Shown('public') system!: string | null;
  @Field(() => Instant) @Shown('public') since!: Date;
  @Field(() => Instant, { description: 'To the hour.' }) @Shown('public') lastSeenAt!: Date;
  @Field(() => Boolean, { description: 'The session that asks.' }) @Shown('public') current!: boolean;
}

@ObjectType('OwnFactor')
export class OwnFactorType {
  @Field(() => ID) @Shown('public') id!: string;
  @Field(() => String, { description: 'totp | passkey' }) @Shown('public') kind!: string;
  @Field(() => String, { nullable: true }) @Shown('public') label!: string | null;
  @Field(() => Instant) @Shown('public') since!: Date;
  @Field(() => Instant, { nullable: true }) @Shown('public') lastUsedAt!: Date | null;
}

@ObjectType('OwnSecurity', { description: 'How the person signs in, and where they are signed in.' })
export class OwnSecurityType {
  @Field(() => [OwnFactorType]) @Shown('public') factors!: OwnFactorType[];
  @Field(() => [String], { description: 'passkey | totp | recovery-code' }) @Shown('public') methods!: string[];
  @Field(() => Int) @Shown('public') recoveryCodesLeft!: number;
  @Field(() => Boolean, { description: 'The organisation asks its staff for a second factor.' }) @Shown('public') secondFactorRequired!: boolean;
  @Field(() => [OwnSessionType]) @Shown('public') sessions!: OwnSessionType[];
}

@ObjectType('SessionsEnded')
export class SessionsEndedType {
  @Field(() => Int) @Shown('public') count!: number;
}

@ObjectType('SecondFactorPolicy')
export class SecondFactorPolicyType {
  @Field(() => Boolean) @Shown('public') required!: boolean;
}

const kindOf = (value: unknown): string => (value instanceof RefusalType ? value.constructor.name : 'saved');

export const EndSessionResult = createUnionType({
  name: 'EndSessionResult', types: () => [SessionsEndedType, NotFound] as const,
  resolveType: (value: unknown) => (kindOf(value) === 'saved' ? SessionsEndedType : NotFound),
});

export const RequireSecondFactorResult = createUnionType({
  name: 'RequireSecondFactorResult', types: () => [SecondFactorPolicyType, NotAllowedNow] as const,
  resolveType: (value: unknown) => (kindOf(value) === 'saved' ? SecondFactorPolicyType : NotAllowedNow),
});

export const toSecurity = ({ factors, methods, recoveryCodesLeft, required, sessions }: Security, asking: SessionId): OwnSecurityType => Object.assign(new OwnSecurityType(), {
  recoveryCodesLeft, methods: [...methods], secondFactorRequired: required,
  factors: factors.map(({ id, kind, label, createdAt, lastUsedAt }) => Object.assign(new OwnFactorType(), { id, kind, label, since: createdAt, lastUsedAt })),
  sessions: sessions.map(({ id, role, device, createdAt, lastSeenAt }) => Object.assign(new OwnSessionType(), { id, role, ...readDevice(device), since: createdAt, lastSeenAt, current: id === asking })),
});
