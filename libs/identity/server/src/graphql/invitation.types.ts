import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Instant, InvalidInput, NotFound, RefusalType, Shown } from '@evenkeel/graphql';
import { invitationState } from '@evenkeel/identity-rules';
import type { Invitation } from '../store/invitation.store.js';

@ObjectType('Invitation', { description: 'Somebody who was invited. The link itself is in the mail and nowhere else.' })
export class InvitationType {
  @Field(() => ID) @Shown('public') id!: string;
  @Field(() => String, { description: 'staff | patient | care-team' }) @Shown('public') purpose!: string;
  @Field(() => String) @Shown('public') role!: string;
  @Field(() => String) @Shown('public') name!: string;
  @Field(() => String) @Shown('public') email!: string;
  @Field(() => String, { description: 'open | accepted | revoked | expired' }) @Shown('public') state!: string;
  @Field(() => Instant) @Shown('public') createdAt!: Date;
  @Field(() => Instant) @Shown('public') expiresAt!: Date;
}

@ObjectType('InvitationMade')
export class InvitationMadeType {
  @Field(() => ID) @Shown('public') id!: string;
}

@InputType('InviteStaffInput')
export class InviteStaffInput {
  @Field(() => String) name!: string;
  @Field(() => String) email!: string;
  @Field(() => String) role!: string;
  @Field(() => String, { description: 'en | es' }) language!: string;
}

@InputType('InvitePatientInput')
export class InvitePatientInput {
  @Field(() => String) name!: string;
  @Field(() => String) email!: string;
  @Field(() => String, { description: 'en | es' }) language!: string;
}

export const InviteResult = createUnionType({
  name: 'InviteResult', types: () => [InvitationMadeType, InvalidInput] as const,
  resolveType: (value: unknown) => (value instanceof RefusalType ? InvalidInput : InvitationMadeType),
});

export const RevokeInvitationResult = createUnionType({
  name: 'RevokeInvitationResult', types: () => [InvitationMadeType, NotFound] as const,
  resolveType: (value: unknown) => (value instanceof RefusalType ? NotFound : InvitationMadeType),
});

export const toInvitation = (invitation: Invitation, now: Date): InvitationType => {
  const { id, purpose, role, name, email, createdAt, expiresAt } = invitation;
  return Object.assign(new InvitationType(), { id, purpose, role, name, email, createdAt, expiresAt, state: invitationState(invitation, now) });
};
