import type { AccountId, OrganisationId, PatientId, Role, SessionId } from '@evenkeel/kernel';

/** Whose socket it is. */
export interface SocketSession {
  readonly sessionId: SessionId;
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: Role;
  readonly patientId: PatientId | null;
}

/** What the sockets ask about people. Implemented above this layer. */
export interface SocketGate {
  /** Uses up a ticket. `null` if it is unknown, used, too old, or its session has ended. */
  redeem(ticket: string): Promise<SocketSession | null>;
  /** Of these sessions, the ones that are alive, with the patients whose news each may hear now. */
  standing(sessions: readonly SocketSession[]): Promise<ReadonlyMap<SessionId, readonly PatientId[]>>;
}
