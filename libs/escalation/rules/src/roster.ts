import type { AccountId, StaffRole } from '@evenkeel/kernel';

/** Roles that can be paged and can answer. Administrators and auditors cannot. */
export const responderRoles = ['prescriber', 'therapist', 'coordinator', 'safety-lead'] as const satisfies readonly StaffRole[];

export type ResponderRole = (typeof responderRoles)[number];

export const isResponderRole = (role: string): role is ResponderRole => (responderRoles as readonly string[]).includes(role);

/**
 * Somebody who may be paged about this patient at this moment: a live member of the care team or of the
 * organisation's on-call pool with at least one contact that works. Read in the transaction that pages,
 * never when the alert opened.
 */
export interface RosterEntry {
  readonly accountId: AccountId;
  readonly role: ResponderRole;
  /** The patient's own prescriber, therapist or coordinator: the named owner of an E2. */
  readonly primary: boolean;
  /** On a shift now, by the rota or the week's list. */
  readonly onRota: boolean;
}

export type Roster = readonly RosterEntry[];

/** Who answers, in the role they act in. */
export interface Responder {
  readonly accountId: AccountId;
  readonly role: ResponderRole;
}
