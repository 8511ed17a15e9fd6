import { roles, type AccountId, type AlertId, type PatientId, type Role, type StaffRole } from '@evenkeel/kernel';
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
  type TeamRole,
} from './consent.js';

/**
 * How far a role reaches into one kind of data of a patient:
 * `self` their own record only · `team` patients on whose team they are · `team+consent` the same, and the patient
 * has a live consent for this kind of data · `none` never, whatever the relation.
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
 * A coordinator sees the family and tier of an alert and never the answers. A safety lead is on nobody's team and
 * comes to a patient only by being paged (`whileNamed`). An administrator arranges people and an auditor reads who
 * read what: neither sees a record.
 *
 * The same table stands in the database as `clin.role_category`, for row-level security; the two change together.
 */
export const reach: Readonly<Record<Role, Readonly<Record<Category, Reach>>>> = {
  patient: {
    taper_plan: 'self',
    doses: 'self',
    symptom_scores: 'self',
    free_text: 'self',
    therapy_tasks: 'self',
    // What a therapist shares with the patient is a document of its own, not the notes.
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
    identity_contacts: 'team+consent',
    alert_head: 'team+consent',
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
    alert_head: 'team+consent',
    schedule: 'team',
    team: 'team',
  },
  coordinator: {
    ...nothing,
    taper_plan: 'team+consent',
    identity_contacts: 'team+consent',
    alert_head: 'team+consent',
    schedule: 'team',
    team: 'team',
  },
  'safety-lead': nothing,
  administrator: nothing,
  auditor: nothing,
};

const named = ['team', 'alert_head', 'crisis_alerts', 'taper_plan', 'symptom_scores', 'free_text', 'identity_contacts'] as const;

/**
 * What a person may read while an open E0 or E1 alert names them, and for 24 hours after it is resolved, without being
 * on the team: enough to act, and for a coordinator no answers. The database grants the same (`clin.grant_for_alert`).
 */
export const whileNamed: Readonly<Record<StaffRole, readonly Category[]>> = {
  prescriber: named,
  therapist: named,
  'safety-lead': named,
  coordinator: ['team', 'alert_head', 'identity_contacts'],
  administrator: [],
  auditor: [],
};

/** Why a reading was allowed: it goes into the audit row. */
export type Basis =
  | { readonly kind: 'self' }
  | { readonly kind: 'membership'; readonly membershipId: MembershipId }
  | { readonly kind: 'consent'; readonly membershipId: MembershipId; readonly consentId: ConsentId }
  | { readonly kind: 'alert'; readonly alertId: AlertId };

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
  /** Alerts of this patient that name the asking person. */
  readonly namedBy?: readonly Naming[];
  readonly now: Instant;
}

/** An alert that paged somebody in a role. Open, or over since `resolvedAt`. */
export interface Naming {
  readonly alertId: AlertId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: StaffRole;
  readonly from: Instant;
  readonly resolvedAt: Instant | null;
}

/** How long a page still opens the record after the alert is over: long enough to write down what was done. */
export const namedForHoursAfter = 24;

/** The basis on which this reading is allowed, or `null`. The membership has to be held in the acting role. */
export function mayRead(reading: Reading): Basis | null {
  const { role, category, now, patientId } = reading;
  const asked = reach[role][category];
  if (asked === 'self') return reading.ownPatientId === patientId ? { kind: 'self' } : null;
  const members = reading.memberships.filter(
    (each) => each.patientId === patientId && each.accountId === reading.accountId && each.role === role && liveMembership(each, now),
  );
  for (const member of asked === 'none' ? [] : members) {
    if (asked === 'team') return { kind: 'membership', membershipId: member.id };
    const consent = reading.consents.find(
      (each) => isFor(each, member) && shares(each, category) && liveConsent(each, now),
    );
    if (consent !== undefined) return { kind: 'consent', membershipId: member.id, consentId: consent.id };
  }
  const alert = (reading.namedBy ?? []).find(
    (each) =>
      each.patientId === patientId &&
      each.accountId === reading.accountId &&
      each.role === role &&
      whileNamed[each.role].includes(category) &&
      each.from <= now &&
      (each.resolvedAt === null || now < each.resolvedAt + namedForHoursAfter * 3_600_000),
  );
  return alert === undefined ? null : { kind: 'alert', alertId: alert.alertId };
}

/** One row of the flat table that row-level security reads: this person, this kind of data, this patient, this long. */
export interface Grant {
  readonly accountId: AccountId;
  readonly role: TeamRole;
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
export const isConsentCategory = (category: string): category is ConsentCategory =>
  (consentCategories as readonly string[]).includes(category);

/** The whole table as text, one line a role: for the documents and for the eyes of a reviewer. */
export const printReach = (): string =>
  roles.map((role) => `${role}: ${categories.map((category) => `${category}=${reach[role][category]}`).join(' ')}`).join('\n');
