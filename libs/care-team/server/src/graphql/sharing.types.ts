import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { InvalidInput, Instant, NotAllowedNow, NotFound, Shown } from '@evenkeel/graphql';
import { asksTwiceToRemove, teamRoles } from '@evenkeel/care-team-rules';
import type { Sharing } from '../use-cases/read-sharing.js';

@ObjectType('OwnTeamMember')
export class OwnTeamMemberType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => ID) @Shown('own') accountId!: string;
  @Field(() => String) @Shown('own') name!: string;
  @Field(() => String) @Shown('own') role!: string;
  @Field(() => Instant) @Shown('own') since!: Date;
  @Field(() => Boolean, { description: 'Removing this person changes who answers alerts: the client asks twice.' }) @Shown('own') asksTwice!: boolean;
}

@ObjectType('OwnConsent')
export class OwnConsentType {
  @Field(() => ID) @Shown('own') id!: string;
  @Field(() => String, { nullable: true }) @Shown('own') recipientRole!: string | null;
  @Field(() => String, { nullable: true }) @Shown('own') recipientName!: string | null;
  @Field(() => [String]) @Shown('own') categories!: string[];
  @Field(() => Instant) @Shown('own') startsAt!: Date;
  @Field(() => Instant) @Shown('own') expiresAt!: Date;
  @Field(() => Instant, { nullable: true, description: 'When the patient ended it.' }) @Shown('own') endedAt!: Date | null;
  @Field(() => Boolean) @Shown('own') live!: boolean;
  @Field(() => String, { description: 'Of the words under which it was given.' }) @Shown('own') textVersion!: string;
}

@ObjectType('ConsentOffer', { description: 'To whom something can be shared, and which kinds. One of role and account is set.' })
export class ConsentOfferType {
  @Field(() => String, { nullable: true }) @Shown('own') recipientRole!: string | null;
  @Field(() => ID, { nullable: true }) @Shown('own') recipientAccount!: string | null;
  @Field(() => String, { nullable: true }) @Shown('own') name!: string | null;
  @Field(() => [String]) @Shown('own') categories!: string[];
}

@ObjectType('Sharing', { description: "The patient's team, what is shared and was shared, and what could be." })
export class SharingType {
  @Field(() => [OwnTeamMemberType]) @Shown('own') team!: OwnTeamMemberType[];
  @Field(() => [OwnConsentType]) @Shown('own') consents!: OwnConsentType[];
  @Field(() => [ConsentOfferType]) @Shown('own') offers!: ConsentOfferType[];
  @Field(() => [Int], { description: 'Periods to choose from, in months.' }) @Shown('own') months!: number[];
  @Field(() => String) @Shown('own') textVersion!: string;
}

export function toSharing({ team, consents, offers, months, textVersion }: Sharing): SharingType {
  return Object.assign(new SharingType(), {
    team: team.map(({ id, accountId, name, role, since }) => {
      const held = teamRoles.find((each) => each === role);
      return Object.assign(new OwnTeamMemberType(), { id, accountId, name, role, since, asksTwice: held !== undefined && asksTwiceToRemove(held) });
    }),
    consents: consents.map(({ row, name, live }) => Object.assign(new OwnConsentType(), {
      id: row.id, recipientRole: row.recipientRole, recipientName: name, categories: [...row.categories], startsAt: row.startsAt, expiresAt: row.expiresAt,
      endedAt: row.revokedAt, live, textVersion: row.textVersion,
    })),
    offers: offers.map(({ role, accountId, name, categories }) => Object.assign(new ConsentOfferType(), { recipientRole: role, recipientAccount: accountId, name, categories: [...categories] })),
    months: [...months], textVersion,
  });
}

@ObjectType('SharingChanged', { description: 'Done. Load what you show again.' })
export class SharingChangedType {
  @Field(() => ID) @Shown('public') patientId!: string;
}

@InputType('EndConsentInput')
export class EndConsentInput {
  @Field(() => ID) consentId!: string;
  @Field(() => [String], { nullable: true, description: 'Only these kinds; all of them when absent.' }) categories!: string[] | null;
  @Field(() => Boolean, { defaultValue: false, description: 'The person was asked twice.' }) sure!: boolean;
}

@InputType('GiveConsentInput')
export class GiveConsentInput {
  @Field(() => String, { nullable: true }) recipientRole!: string | null;
  @Field(() => ID, { nullable: true }) recipientAccount!: string | null;
  @Field(() => [String]) categories!: string[];
  @Field(() => Int) months!: number;
  @Field(() => String) textVersion!: string;
}

@InputType('RemoveTeamMemberInput')
export class RemoveTeamMemberInput {
  @Field(() => ID) membershipId!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'The person was asked twice.' }) sure!: boolean;
}

@InputType('InviteToTeamInput')
export class InviteToTeamInput {
  @Field(() => ID) patientId!: string;
  @Field(() => String) name!: string;
  @Field(() => String) email!: string;
  @Field(() => String, { description: 'prescriber | therapist | coordinator' }) role!: string;
  @Field(() => String, { description: 'en | es, of the mail' }) language!: string;
}

export const SharingResult = createUnionType({ name: 'SharingResult', types: () => [SharingChangedType, InvalidInput, NotFound, NotAllowedNow] as const });
