import type { AccountId, AlertId, Id, PatientId, Role, StaffRole } from '@evenkeel/kernel';
import {
  categories,
  isConsentCategory,
  isFor,
  liveConsent,
  liveMembership,
  type Category,
  type Consent,
  type ConsentId,
  type Instant,
  type Membership,
  type MembershipId,
  type TeamRole,
} from './consent.js';
import { inEmergency, reach, whileNamed } from './reach.js';

/** Why a reading was allowed: it goes into the audit row. */
export type Basis =
  | { readonly kind: 'self' }
  | { readonly kind: 'membership'; readonly membershipId: MembershipId }
  | { readonly kind: 'consent'; readonly membershipId: MembershipId; readonly consentId: ConsentId }
  | { readonly kind: 'alert'; readonly alertId: AlertId }
  | { readonly kind: 'break-glass'; readonly breakGlassId: BreakGlassId };

export type BreakGlassId = Id<'BreakGlass'>;

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
  /** Emergency accesses of the asking person to this patient. */
  readonly emergencies?: readonly Emergency[];
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

/** Emergency access: somebody without any other basis opened the safety summary, with a reason, for a short time. */
export interface Emergency {
  readonly breakGlassId: BreakGlassId;
  readonly patientId: PatientId;
  readonly accountId: AccountId;
  readonly role: StaffRole;
  readonly from: Instant;
  /** The first moment at which it is over. */
  readonly until: Instant;
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
  if (alert !== undefined) return { kind: 'alert', alertId: alert.alertId };
  const emergency = (reading.emergencies ?? []).find(
    (each) =>
      each.patientId === patientId &&
      each.accountId === reading.accountId &&
      each.role === role &&
      inEmergency[each.role].includes(category) &&
      each.from <= now &&
      now < each.until,
  );
  return emergency === undefined ? null : { kind: 'break-glass', breakGlassId: emergency.breakGlassId };
}

/** Whether something may be changed on this basis. Emergency access reads, and changes nothing. */
export const mayChangeOn = (basis: Basis): boolean => basis.kind !== 'break-glass';

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
