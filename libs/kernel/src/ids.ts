declare const brand: unique symbol;

/** A UUID that cannot be handed to a function which wants the id of something else. */
export type Id<Of extends string> = string & { readonly [brand]: Of };

export type OrganisationId = Id<'Organisation'>;
export type AccountId = Id<'Account'>;
export type PatientId = Id<'Patient'>;
export type SessionId = Id<'Session'>;
export type CheckInId = Id<'CheckIn'>;
export type ScheduleId = Id<'Schedule'>;
export type AlertId = Id<'Alert'>;
export type NotificationId = Id<'Notification'>;
export type PersonaId = Id<'Persona'>;
export type CommunityId = Id<'Community'>;
export type GroupId = Id<'Group'>;
export type PeerSessionId = Id<'PeerSession'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text is a lower-case UUID. Says nothing about whether such a thing exists or may be seen. */
export const isId = (text: string): boolean => uuid.test(text);

/** Brands text that came from outside. Throws a TypeError that names the kind, never the value. */
export function asId<Of extends string>(kind: Of, text: string): Id<Of> {
  if (!isId(text)) throw new TypeError(`Not the id of a ${kind}`);
  return text as Id<Of>;
}
