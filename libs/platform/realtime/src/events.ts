/** What a screen may have to load again. */
export const topics = ['alert', 'alerts', 'today', 'check-in', 'schedule', 'patient', 'emergency', 'timeline', 'plan', 'dose-record', 'supply', 'task'] as const;

export type Topic = (typeof topics)[number];

/** The same in the peer realm, whose sockets hear nothing else. */
export const peerTopics = ['queue', 'threads', 'thread', 'me'] as const;

export type PeerTopic = (typeof peerTopics)[number];

/** Says what changed, never what it says. `id` tells repeats apart: the relay may ring a second time. */
export interface Changed {
  readonly id: string;
  readonly topic: Topic | PeerTopic;
  /** Id of the thing that changed. */
  readonly subject: string;
}

/** The whole vocabulary of a socket. A new shape gets a new version in its name; clients of last month stay connected. */
export interface ServerToClient {
  'changed.v1': (changed: Changed) => void;
}

/** Clients say nothing. */
export type ClientToServer = Record<never, never>;

export const isPeerTopic = (text: string | undefined): text is PeerTopic => text !== undefined && (peerTopics as readonly string[]).includes(text);

export const isTopic = (text: string | undefined): text is Topic => text !== undefined && (topics as readonly string[]).includes(text);
