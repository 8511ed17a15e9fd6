export const roomOfAccount = (accountId: string): string => `u:${accountId}`;
export const roomOfPatient = (patientId: string): string => `p:${patientId}`;
export const roomOfSession = (sessionId: string): string => `s:${sessionId}`;

/** Rooms of the peer realm, on a server of its own: nobody of the other can be in one. */
export const roomOfPersona = (personaId: string): string => `persona:${personaId}`;
export const roomOfGroup = (groupId: string): string => `group:${groupId}`;
export const roomOfModerators = (communityId: string): string => `moderators:${communityId}`;
export const roomOfPeerSession = (sessionId: string): string => `session:${sessionId}`;
