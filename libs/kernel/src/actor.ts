import type { AccountId, OrganisationId, PatientId, SessionId } from './ids.js';

/** The roles a person can act in. A session has exactly one; no role inherits another. */
export const roles = [
  'patient',
  'prescriber',
  'therapist',
  'coordinator',
  'safety-lead',
  'administrator',
  'auditor',
] as const;

export type Role = (typeof roles)[number];

/** Roles held by staff of an organisation, never by the person whose record it is. */
export type StaffRole = Exclude<Role, 'patient'>;

/** Who is asking. Built from the session once per request and handed down as an argument, never looked up. */
export interface Actor {
  readonly kind: 'person';
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: Role;
  /** The person's own record, when the acting role is `patient`. */
  readonly patientId: PatientId | null;
  readonly sessionId: SessionId;
  /** When the person last proved who they are, by the database clock; `null` if never in this session. */
  readonly steppedUpAt: Date | null;
  /** Travels into audit rows, outbox messages, jobs and logs. */
  readonly requestId: string;
}

/** Work that no person asked for: sweeps, relays, the escalation engine. It has a name so that the audit can say so. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
  readonly requestId: string;
}

export type AnyActor = Actor | SystemActor;
