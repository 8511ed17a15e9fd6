import { refuse, roles, type Refusal, type Role } from '@evenkeel/kernel';

/** What an invitation opens: work in the organisation, a record of one's own, or a place on a patient's team. */
export const invitationPurposes = ['staff', 'patient', 'care-team'] as const;
export type InvitationPurpose = (typeof invitationPurposes)[number];

/** A link lives for a week: long enough for somebody on leave, short enough to be forgotten in a mailbox. */
export const invitationLastsMs = 7 * 24 * 3_600_000;

export const invitationStates = ['open', 'accepted', 'revoked', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

export interface InvitationTimes {
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Derived, never stored. An invitation that ends at this very moment has ended. */
export function invitationState({ expiresAt, acceptedAt, revokedAt }: InvitationTimes, now: Date): InvitationState {
  if (acceptedAt !== null) return 'accepted';
  if (revokedAt !== null) return 'revoked';
  return now.getTime() < expiresAt.getTime() ? 'open' : 'expired';
}

/** Roles into which this purpose can invite. The teams of patients have no safety leads, administrators or auditors. */
export function rolesFor(purpose: InvitationPurpose): readonly Role[] {
  if (purpose === 'patient') return ['patient'];
  if (purpose === 'care-team') return ['prescriber', 'therapist', 'coordinator'];
  return roles.filter((role) => role !== 'patient');
}

/**
 * Whether accepting gives the role in the organisation too. Whoever is invited to a team as a prescriber or a coordinator
 * holds that role here already: both reach beyond one team, by emergency access and by inviting patients, so only the
 * office of the staff gives them. A therapist reads nothing but the records of their teams and may be new here.
 */
export const givesRole = ({ purpose, role }: { readonly purpose: InvitationPurpose; readonly role: string }): boolean => purpose !== 'care-team' || role === 'therapist';

export interface Invitee {
  readonly purpose: InvitationPurpose;
  readonly role: string;
  readonly name: string;
  readonly email: string;
}

export type InviteeRefusal = 'role-not-invitable' | 'display-name-missing' | 'display-name-too-long' | 'email-malformed';

const longestName = 120;

/** Whether somebody can be invited like this; `null` means yes. Says nothing about whether the address is known. */
export function checkInvitee({ purpose, role, name, email }: Invitee): Refusal<InviteeRefusal> | null {
  if (!(rolesFor(purpose) as readonly string[]).includes(role)) return refuse('role-not-invitable', 'role');
  return checkName(name) ?? (isEmail(email) ? null : refuse('email-malformed', 'email'));
}

/** A name that people read: something, and not a novel. */
export function checkName(name: string): Refusal<'display-name-missing' | 'display-name-too-long'> | null {
  const length = [...name.trim()].length;
  if (length === 0) return refuse('display-name-missing', 'name');
  return length > longestName ? refuse('display-name-too-long', 'name', { atMost: longestName }) : null;
}

/** Rough on purpose: whether mail arrives, only mail can tell. */
export const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@<>"',;]+@[^\s@<>"',;.]+(\.[^\s@<>"',;.]+)+$/.test(text.trim());
