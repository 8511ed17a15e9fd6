import { roles, type AccountId, type PatientId, type Role, type StaffRole } from '@evenkeel/kernel';
import {
  categories,
  consentCategories,
  isFor,
  liveConsent,
  liveMembership,
  type Category,
  type Consent,
  type ConsentCategory,
  type ConsentId,
  type Instant,
  type Membership,
  type MembershipId,
} from './consent.js';

/**
 * How far a role reaches into one kind of data of a patient:
 * `self` their own record only · `team` patients on whose team they are · `team+consent` the same, and the patient
 * has a live consent for this kind of data · `none` never, whatever the relation.
 *
 * Being named by an open E0 or E1 alert counts as a membership that starts with the page and ends 24 hours after
 * the alert does; that is how a safety lead or somebody on call comes to a patient.
 */
export type Reach = 'self' | 'team' | 'team+consent' | 'none';

const nothing = {
  taper_plan: 'none',
  doses: 'none',
  symptom_scores: 'none',
  free_text: 'none',
  therapy_tasks: 'none',
  therapy_notes: 'none',
  crisis_alerts: 'none',
  identity_contacts: 'none',
  alert_head: 'none',
  schedule: 'none',
  team: 'none',
} as const satisfies Record<Category, Reach>;

/**
 * Who may read what. Everything that this table does not allow is forbidden; no role inherits from another.
 * A coordinator sees the family and tier of an alert and never the answers. An administrator arranges people and an
 * auditor reads who read what: neither sees a record.
 */
export const reach: Readonly<Record<Role, Readonly<Record<Category, Reach>>>> = {
  patient: {
    taper_plan: 'self',
    doses: 'self',
    symptom_scores: 'self',
    free_text: 'self',
    therapy_tasks: 'self',
    therapy_notes: 'none',
    crisis_alerts: 'self',
    identity_contacts: 'self',
    alert_head: 'self',
    schedule: 'self',
    team: 'self',
  },
  prescriber: {
    taper_plan: 'team+consent',
    doses: 'team+consent',
    symptom_scores: 'team+consent',
    free_text: 'team+consent',
    therapy_tasks: 'team+consent',
    therapy_notes: 'none',
    crisis_alerts: 'team+consent',
    identity_contacts: 'team',
    alert_head: 'team',
    schedule: 'team',
    team: 'team',
  },
  therapist: {
    taper_plan: 'team+consent',
    doses: 'team+consent',
    symptom_scores: 'team+consent',
    free_text: 'team+consent',
    therapy_tasks: 'team+consent',
    therapy_notes: 'team+consent',
    crisis_alerts: 'team+consent',
    identity_contacts: 'none',
    alert_head: 'team',
    schedule: 'team',
    team: 'team',
  },
  coordinator: {
    ...nothing,
    taper_plan: 'team+consent',
    identity_contacts: 'team',
    alert_head: 'team',
    schedule: 'team',
    team: 'team',
  },
  'safety-lead': {
    ...nothing,
    crisis_alerts: 'team+consent',
    identity_contacts: 'team',
    alert_head: 'team',
    schedule: 'team',
    team: 'team',
  },
  administrator: nothing,
  auditor: nothing,
};

/** Why a reading was allowed: it goes into the audit row. */
export type Basis =
  | { readonly kind: 'self' }
  | { readonly kind: 'membership'; readonly membershipId: MembershipId }
  | { readonly kind: 'consent'; readonly membershipId: MembershipId; readonly consentId: ConsentId };

export interface Reading {
  readonly role: Role;
  readonly accountId: AccountId;
  /** The asking person's own record, when they act as a patient. */
  readonly ownPatientId: PatientId | null;
  readonly patientId: PatientId;
  readonly category: Category;
  /** Of this patient; others are ignored. */
  readonly memberships: readonly Membership[];
  readonly consents: readonly Consent[];
  readonly now: Instant;
}

/** The basis on which this reading is allowed, or `null`. The membership has to be held in the acting role. */
export function mayRead(reading: Reading): Basis | null {
  const { role, category, now, patientId } = reading;
  const asked = reach[role][category];
  if (asked === 'none') return null;
  if (asked === 'self') return reading.ownPatientId === patientId ? { kind: 'self' } : null;
  const members = reading.memberships.filter(
    (each) => each.patientId === patientId && each.accountId === reading.accountId && each.role === role && liveMembership(each, now),
  );
  for (const member of members) {
    if (asked === 'team') return { kind: 'membership', membershipId: member.id };
    const consent = reading.consents.find(
      (each) => isFor(each, member) && shares(each, category) && liveConsent(each, now),
    );
    if (consent !== undefined) return { kind: 'consent', membershipId: member.id, consentId: consent.id };
  }
  return null;
}

/** One row of the flat table that row-level security reads: this person, this kind of data, this patient, this long. */
export interface Grant {
  readonly accountId: AccountId;
  readonly role: StaffRole;
  readonly category: Category;
  readonly patientId: PatientId;
  readonly from: Instant;
  /** The first moment at which it no longer holds; `null` while nothing ends it. */
  readonly until: Instant | null;
  readonly membershipId: MembershipId;
  readonly consentId: ConsentId | null;
}

/**
 * Everything that these memberships and consents allow, now or later, as intervals. For every moment the grants
 * that cover it are exactly the readings that `mayRead` allows (there is a property test). Empty intervals are left out.
 */
export function grantsOf(memberships: readonly Membership[], consents: readonly Consent[]): readonly Grant[] {
  return memberships.flatMap((member) =>
    categories.flatMap((category): readonly Grant[] => {
      const asked = reach[member.role][category];
      if (asked === 'team') return clip(member, category, null);
      if (asked !== 'team+consent') return [];
      return consents.filter((each) => isFor(each, member) && shares(each, category)).flatMap((each) => clip(member, category, each));
    }),
  );
}

function clip(member: Membership, category: Category, consent: Consent | null): readonly Grant[] {
  const from = Math.max(member.startsAt, consent?.startsAt ?? member.startsAt);
  const ends = [member.endsAt, consent?.expiresAt, consent?.revokedAt].filter((each): each is Instant => typeof each === 'number');
  const until = ends.length === 0 ? null : Math.min(...ends);
  if (until !== null && until <= from) return [];
  const { accountId, role, patientId } = member;
  return [{ accountId, role, category, patientId, from, until, membershipId: member.id, consentId: consent?.id ?? null }];
}

const shares = (consent: Consent, category: Category): boolean => isConsentCategory(category) && consent.categories.includes(category);

/** Whether this kind of data can be shared by consent at all. */
export const isConsentCategory = (category: Category): category is ConsentCategory =>
  (consentCategories as readonly Category[]).includes(category);

/** The whole table as text, one line a role: for the documents and for the eyes of a reviewer. */
export const printReach = (): string =>
  roles.map((role) => `${role}: ${categories.map((category) => `${category}=${reach[role][category]}`).join(' ')}`).join('\n');
