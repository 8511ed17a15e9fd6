import type { PeerPart } from '@evenkeel/kernel';

const peer = ['peer'] as const;
const moderator = ['moderator'] as const;
const both = ['peer', 'moderator'] as const;

/** What can be done in the peer realm, and as what. A verb opens a door; whose posts are behind it is for readers and rules. */
export const verbs = {
  'me.read': both,
  'membership.own': peer,
  'thread.read': both,
  'post.write': both,
  'post.own': both,
  'post.answer': both,
  'queue.read': moderator,
  'queue.decide': moderator,
  'group.set': moderator,
} as const satisfies Record<string, readonly PeerPart[]>;

export type PeerVerb = keyof typeof verbs;

/** Whose eyes a field is for. */
export const audiences = {
  'everybody-inside': both,
  'peers': peer,
  'moderators': moderator,
} as const satisfies Record<string, readonly PeerPart[]>;

export type PeerAudience = keyof typeof audiences;

/** The parts that may try this verb; `undefined` for a word that is no verb. */
export const partsFor = (verb: string): readonly PeerPart[] | undefined => (Object.hasOwn(verbs, verb) ? verbs[verb as PeerVerb] : undefined);

/** The parts of an audience; `undefined` for a word that is none. */
export const partsSeeing = (audience: string): readonly PeerPart[] | undefined => (Object.hasOwn(audiences, audience) ? audiences[audience as PeerAudience] : undefined);
