import type { AccountId, CommunityId, GroupId, OrganisationId, PatientId, PeerSessionId, PersonaId, SessionId } from './ids.js';

/** The roles a person can act in. A session has exactly one; no role inherits another. */
export const roles = [
  'patient',
  'prescriber',
  'therapist',
  'coordinator',
  'safety-lead',
  'administrator',
  'auditor',
  // Reads along in the peer groups under a persona and reaches no record; never held with another role of the organisation.
  'moderator',
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

/** What somebody can be in the peer realm. */
export const peerParts = ['peer', 'moderator'] as const;

export type PeerPart = (typeof peerParts)[number];

/** Who is asking in the peer realm. Nothing here leads to the account behind it, and nothing in an `Actor` leads here. */
export interface PeerActor {
  readonly kind: 'persona';
  readonly personaId: PersonaId;
  readonly communityId: CommunityId;
  /** The one group of a peer's persona; `null` for a moderator, who reads all groups of the community. */
  readonly groupId: GroupId | null;
  readonly part: PeerPart;
  readonly sessionId: PeerSessionId;
  /** Of this request to the peer realm; never one of a clinical request. */
  readonly requestId: string;
}

/** Work of the peer realm that nobody asked for: its relay, its deadlines, its sealing, and the look at a cookie. */
export interface PeerSystemActor {
  readonly kind: 'peer-system';
  readonly name: string;
  readonly requestId: string;
}

export type AnyActor = Actor | SystemActor | PeerActor | PeerSystemActor;

/** The two halves of the product, which meet in the vault and nowhere else. */
export type Realm = 'clinical' | 'peer';

/** Where an actor acts, and so whose audit, outbox and keys its transaction uses. */
export const realmOf = (actor: AnyActor): Realm => (actor.kind === 'persona' || actor.kind === 'peer-system' ? 'peer' : 'clinical');
