import type { AccountId, CommunityId, GroupId, OrganisationId, PatientId, PeerPart, PeerSessionId, PersonaId, Role, SessionId } from '@evenkeel/kernel';
import { roomOfAccount, roomOfGroup, roomOfModerators, roomOfPatient, roomOfPeerSession, roomOfPersona, roomOfSession } from './rooms.js';

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

/** A persona's socket, and what it may hear now. */
export interface PeerSocketSession {
  readonly sessionId: PeerSessionId;
  readonly communityId: CommunityId;
  readonly personaId: PersonaId;
  readonly part: PeerPart;
  /** The group of a peer who has been let in; a moderator hears the moderators' room instead. */
  readonly hearsGroup: GroupId | null;
}

/** The same questions in the peer realm. */
export interface PeerSocketGate {
  redeem(ticket: string): Promise<PeerSocketSession | null>;
  standing(sessions: readonly PeerSocketSession[]): Promise<readonly PeerSocketSession[]>;
}

/** What the server of either realm asks: whose ticket it is, and in which rooms each session is today. A missing session has ended. */
export interface RoomGate<Session extends { readonly sessionId: string }> {
  redeem(ticket: string): Promise<Session | null>;
  rooms(sessions: readonly Session[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

export const roomsOfPeople = (gate: SocketGate): RoomGate<SocketSession> => ({
  redeem: (ticket) => gate.redeem(ticket),
  rooms: async (sessions) => {
    const standing = await gate.standing(sessions);
    return new Map(sessions.flatMap((session) => {
      const patients = standing.get(session.sessionId);
      return patients === undefined ? [] : [[session.sessionId, [roomOfAccount(session.accountId), roomOfSession(session.sessionId), ...patients.map(roomOfPatient)]] as const];
    }));
  },
});

export const roomsOfPersonas = (gate: PeerSocketGate): RoomGate<PeerSocketSession> => ({
  redeem: (ticket) => gate.redeem(ticket),
  rooms: async (sessions) => new Map((await gate.standing(sessions)).map((each) => [each.sessionId, [
    roomOfPersona(each.personaId), roomOfPeerSession(each.sessionId),
    ...(each.hearsGroup === null ? [] : [roomOfGroup(each.hearsGroup)]), ...(each.part === 'moderator' ? [roomOfModerators(each.communityId)] : []),
  ]])),
});
