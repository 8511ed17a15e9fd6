import { refuse, type AccountId, type Refusal } from '@evenkeel/kernel';
import { isConsentCategory, teamRoles, type ConsentCategory, type Recipient, type TeamRole } from './consent.js';
import { reach } from './reach.js';

/** Of the words under which consent is asked for. What somebody agreed to is told apart by it. */
export const consentTextVersion = '2026-1';

/** For how many months something can be shared; the patient chooses one, none is chosen beforehand. */
export const consentMonths = [3, 6, 12] as const;

export type ConsentMonths = (typeof consentMonths)[number];

/** What this role can be given by consent at all, in the order of the table. Therapy notes stand alone. */
export const shareableWith = (role: TeamRole): readonly ConsentCategory[] =>
  Object.entries(reach[role]).flatMap(([category, asked]) => (asked === 'team+consent' && isConsentCategory(category) ? [category] : []));

export interface ConsentWish {
  readonly recipientRole: string | null;
  readonly recipientAccount: string | null;
  readonly categories: readonly string[];
  readonly months: number;
  readonly textVersion: string;
}

/** Somebody on the team now, as far as consent asks. */
export interface Member {
  readonly accountId: AccountId;
  readonly role: TeamRole;
}

export interface ConsentDraft {
  readonly recipient: Recipient;
  readonly categories: readonly ConsentCategory[];
  readonly months: ConsentMonths;
}

export type ConsentRefusalCode = 'consent-text-changed' | 'unknown-recipient' | 'nothing-chosen' | 'not-for-this-role' | 'notes-alone' | 'period-not-offered';

/**
 * What the patient agrees to, or why it cannot be taken. One recipient: a role, or one person of the team. Therapy
 * notes are never shared together with something else: they need a yes of their own.
 */
export function draftConsent(wish: ConsentWish, team: readonly Member[]): ConsentDraft | Refusal<ConsentRefusalCode> {
  if (wish.textVersion !== consentTextVersion) return refuse('consent-text-changed');
  const found = recipientOf(wish, team);
  if (found === null) return refuse('unknown-recipient', 'recipient');
  const categories = [...new Set(wish.categories)].filter(isConsentCategory);
  if (wish.categories.length === 0) return refuse('nothing-chosen', 'categories');
  const shareable = new Set(found.roles.flatMap(shareableWith));
  if (categories.length !== new Set(wish.categories).size || categories.some((each) => !shareable.has(each))) return refuse('not-for-this-role', 'categories');
  if (categories.includes('therapy_notes') && categories.length > 1) return refuse('notes-alone', 'categories');
  const months = consentMonths.find((each) => each === wish.months);
  if (months === undefined) return refuse('period-not-offered', 'months');
  return { recipient: found.recipient, categories, months };
}

function recipientOf({ recipientRole, recipientAccount }: ConsentWish, team: readonly Member[]): { readonly recipient: Recipient; readonly roles: readonly TeamRole[] } | null {
  if ((recipientRole === null) === (recipientAccount === null)) return null;
  const role = teamRoles.find((each) => each === recipientRole);
  if (role !== undefined) return { recipient: { kind: 'role', role }, roles: [role] };
  const roles = team.filter((each) => each.accountId === recipientAccount);
  const [first] = roles;
  return first === undefined ? null : { recipient: { kind: 'person', accountId: first.accountId }, roles: roles.map((each) => each.role) };
}

/** What is left when these kinds are taken out. A consent is never changed: it ends, and the rest begins anew. */
export const withoutKinds = (has: readonly ConsentCategory[], ended: readonly string[]): readonly ConsentCategory[] =>
  has.filter((category) => !ended.includes(category));

/** Ending one of these changes who can open an alert, or read the answers behind it, so it is asked twice. */
export const endsAlertReading = (ended: readonly string[]): boolean => ended.includes('crisis_alerts') || ended.includes('alert_head');

/** Removing a prescriber changes who answers alerts and who signs the plan, so it is asked twice. */
export const asksTwiceToRemove = (role: TeamRole): boolean => role === 'prescriber';

export const endings = ['left', 'removed-by-patient', 'removed-by-coordinator'] as const;

export type Ending = (typeof endings)[number];
