/**
 * For which dangers to life a persona may be led back to a person: somebody says that they are about to end their life, have
 * begun to harm themselves or taken too much, stopped their medicine all at once and show signs of a seizure or delirium
 * (sudden withdrawal can kill: ASAM joint guideline 2025), or another person's life is in danger. Nothing else is a reason.
 */
export const dangers = ['suicide', 'harm-begun', 'sudden-stop', 'other-life'] as const;
export type Danger = (typeof dangers)[number];

export const isDanger = (text: string): text is Danger => (dangers as readonly string[]).includes(text);

/** How many characters say why, at least and at most; how long the two may look; how long a request waits for the second person. */
export const unsealingLimits = { leastCharacters: 20, mostCharacters: 500, hourMs: 60 * 60_000, waitsMs: 24 * 60 * 60_000 } as const;

/** The moments of a request, as ISO 8601 text or `null` where they have not come. */
export interface UnsealingMoments {
  readonly askedAt: string;
  readonly grantedAt: string | null;
  readonly until: string | null;
  readonly declinedAt: string | null;
  readonly endedAt: string | null;
}

export type UnsealingState = 'waiting' | 'open' | 'over' | 'declined' | 'lapsed';

/** Where a request stands. A moment that has come to the millisecond is over. @param now by the database's clock, in milliseconds */
export function unsealingState({ askedAt, grantedAt, until, declinedAt, endedAt }: UnsealingMoments, now: number): UnsealingState {
  if (declinedAt !== null) return 'declined';
  if (grantedAt === null || until === null) return Date.parse(askedAt) + unsealingLimits.waitsMs > now ? 'waiting' : 'lapsed';
  return endedAt === null && Date.parse(until) > now ? 'open' : 'over';
}

/** A post with the desk. `id` is a name made with a key: it is in no row of the peer realm. */
export interface DeskPost {
  readonly id: string;
  readonly topic: string;
  /** To the minute. */
  readonly at: string;
  /** The newest request about it. */
  readonly request: string | null;
}

/** A request with everything that the second person needs to judge, and afterwards its record. Times are ISO 8601. */
export interface DeskRequest {
  readonly id: string;
  readonly state: UnsealingState;
  readonly topic: string | null;
  readonly passedOnAt: string | null;
  readonly danger: Danger | null;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly until: string | null;
  readonly lookedAt: string | null;
  readonly endedAt: string | null;
  /** The reader's own part in it: `asked` may not decide, `none` may, `agreed` and `asked` may look. */
  readonly part: 'asked' | 'agreed' | 'none';
}

export interface SafetyDesk {
  /** For safety leads; nobody else asks. */
  readonly posts: readonly DeskPost[];
  readonly requests: readonly DeskRequest[];
  /** By the database's clock. */
  readonly now: string;
}
