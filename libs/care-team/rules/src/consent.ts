import type { AccountId, Id, PatientId } from '@evenkeel/kernel';

/**
 * Kinds of data that are shared, or not, as a whole. `alert_head` is the family and tier of an alert and who has
 * answered it, without the answers that set it off (those are `crisis_alerts`). `schedule` and `team` hold
 * nothing that was said and need no consent beside the team: when check-ins come and whether they were answered, and
 * who is on the team with which consents. `recent_scores` is what emergency access sees of the scores: the last days.
 */
export const categories = [
  'taper_plan',
  'doses',
  'symptom_scores',
  'free_text',
  'therapy_tasks',
  'therapy_notes',
  'crisis_alerts',
  'identity_contacts',
  'alert_head',
  'schedule',
  'team',
  'recent_scores',
] as const;

export type Category = (typeof categories)[number];

/** What a patient can share by consent. Therapy notes are never in a general consent: they need one of their own. */
export const consentCategories = [
  'taper_plan',
  'doses',
  'symptom_scores',
  'free_text',
  'therapy_tasks',
  'therapy_notes',
  'crisis_alerts',
  'identity_contacts',
  'alert_head',
] as const satisfies readonly Category[];

export type ConsentCategory = (typeof consentCategories)[number];

/** Whether this kind of data can be shared by consent at all. */
export const isConsentCategory = (category: string): category is ConsentCategory =>
  (consentCategories as readonly string[]).includes(category);

export const purposes = ['treatment', 'care-coordination', 'emergency'] as const;

export type Purpose = (typeof purposes)[number];

/** Roles on a patient's care team. The others of an organisation reach a patient by being paged, or never. */
export const teamRoles = ['prescriber', 'therapist', 'coordinator'] as const;

export type TeamRole = (typeof teamRoles)[number];

export type ConsentId = Id<'Consent'>;
export type MembershipId = Id<'Membership'>;

/** Milliseconds since 1970 in UTC, by the database clock. */
export type Instant = number;

/** To whom: one person, or everybody who holds this role on the patient's team. */
export type Recipient =
  | { readonly kind: 'person'; readonly accountId: AccountId }
  | { readonly kind: 'role'; readonly role: TeamRole };

/** What a patient agreed to. It always ends; withdrawing it ends it at once and does not undo what was read before. */
export interface Consent {
  readonly id: ConsentId;
  readonly patientId: PatientId;
  readonly recipient: Recipient;
  readonly categories: readonly ConsentCategory[];
  readonly purposes: readonly Purpose[];
  readonly startsAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

/** Being on a patient's care team. It starts when the invitation was accepted; `endsAt` is `null` while nobody has ended it. */
export interface Membership {
  readonly id: MembershipId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: TeamRole;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

/** Live from its start up to, and not including, its end. What ends at this very moment is over. */
export const liveConsent = (consent: Pick<Consent, 'startsAt' | 'expiresAt' | 'revokedAt'>, now: Instant): boolean =>
  consent.startsAt <= now && now < consent.expiresAt && (consent.revokedAt === null || now < consent.revokedAt);

/** As with a consent: the moment of leaving no longer belongs to the membership. */
export const liveMembership = (membership: Pick<Membership, 'startsAt' | 'endsAt'>, now: Instant): boolean =>
  membership.startsAt <= now && (membership.endsAt === null || now < membership.endsAt);

/** Whether this consent speaks about this member of the team, whatever the time. */
export const isFor = (consent: Consent, member: Membership): boolean =>
  consent.patientId === member.patientId &&
  (consent.recipient.kind === 'person'
    ? consent.recipient.accountId === member.accountId
    : consent.recipient.role === member.role);
