import { ApiError } from '@evenkeel/api-client';
import { submissionOf, type Draft, type Submission } from './draft.js';

/** Whatever waits on the device to be sent, and how its attempts went. */
export interface Waiting {
  /** Turn in the queue, given once. */
  readonly turn: number;
  readonly owner: string | null;
  readonly queuedAt: number;
  /** Attempts that failed since the last change. */
  readonly failures: number;
  /** Failures in which the server itself answered that something went wrong. */
  readonly faults: number;
  /** Not to be sent before this moment, milliseconds of the device's clock. */
  readonly notBefore: number;
  /** Why the server will never take it as it is; it stays on the device and is not sent again by itself. */
  readonly refused: string | null;
}

/**
 * One revision of a check-in that waits to be sent. There is at most one per check-in: a later revision carries all
 * answers of the earlier one, so it takes its place, and its turn.
 */
export interface Queued extends Waiting {
  readonly submission: Submission;
}

/** How one attempt to send ended. */
export type Outcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly code: string }
  /** Nobody answered. */
  | { readonly kind: 'unreachable' }
  /** Somebody answered that it cannot be now, or who answered was not the product. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'fault' }
  | { readonly kind: 'signed-out' };

const firstWaitMs = 2_000;
const longestWaitMs = 60_000;
/** An attempt that reaches nobody is a burden to nobody, and browsers do not always say that a line is back. */
const longestWaitUnreachableMs = 5_000;
/** So many faults of the server's own, and a check-in lets others pass, lest one broken check-in holds up an urgent one. */
const faultsBeforeAside = 3;

/** The queue with the draft's present revision in it: in the place of an earlier revision, else at the end. */
export function enqueue(queue: readonly Queued[], draft: Draft, now: number): { readonly queue: readonly Queued[]; readonly entry: Queued } {
  const earlier = queue.find((each) => each.submission.id === draft.id);
  const entry: Queued = {
    turn: earlier?.turn ?? lastTurn(queue) + 1,
    submission: submissionOf(draft),
    owner: draft.owner,
    queuedAt: earlier?.queuedAt ?? now,
    failures: 0,
    faults: 0,
    notBefore: now,
    refused: null,
  };
  return { queue: [...queue.filter((each) => each !== earlier), entry].sort(byTurn), entry };
}

export const byTurn = (left: Waiting, right: Waiting): number => left.turn - right.turn;

/** The highest turn that was given; 0 for an empty queue. */
export const lastTurn = (queue: readonly Waiting[]): number => queue.reduce((highest, each) => Math.max(highest, each.turn), 0);

export type NextToSend<Entry extends Waiting> =
  | { readonly kind: 'send'; readonly entry: Entry }
  /** The first in turn has to wait; try again then. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'nothing' };

/**
 * What to send now for this patient. Strictly first in, first out: what waits after a failed attempt holds up those
 * behind it, except what the server failed at several times, which goes behind the others.
 */
export function nextToSend<Entry extends Waiting>(queue: readonly Entry[], owner: string | null, now: number): NextToSend<Entry> {
  if (owner === null) return { kind: 'nothing' };
  const sendable = queue.filter((each) => each.owner === owner && each.refused === null);
  const inOrder = [...sendable].sort((left, right) => Number(isAside(left)) - Number(isAside(right)) || byTurn(left, right));
  const [first] = inOrder;
  if (first === undefined) return { kind: 'nothing' };
  // A clock that was set back must not hold answers for longer than the longest wait.
  const until = Math.min(first.notBefore, now + longestWaitMs);
  return until <= now ? { kind: 'send', entry: first } : { kind: 'wait', until };
}

const isAside = (entry: Waiting): boolean => entry.faults >= faultsBeforeAside;

/** Whether the device has no line to the product, as far as this attempt can tell. */
export const isOutOfReach = ({ kind }: Outcome): boolean => kind === 'unreachable' || kind === 'busy';

/** What an attempt came to that the API client gave up. Any other error is thrown again. */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) throw error;
  if (error.failure === 'unreachable') return { kind: error.status === null ? 'unreachable' : 'busy' };
  return { kind: error.failure === 'signed-out' ? 'signed-out' : 'fault' };
}

/**
 * The queue after an attempt to send `sent`. `chance` is between 0 and 1 and spreads the next attempts of many phones.
 * A revision that was replaced meanwhile by a later one stays: what was sent is not all there is.
 */
export function settle(queue: readonly Queued[], sent: Queued, outcome: Outcome, now: number, chance: number): readonly Queued[] {
  const present = queue.find((each) => each.submission.id === sent.submission.id);
  if (present === undefined) return queue;
  const replaced = present.submission.revision !== sent.submission.revision;
  switch (outcome.kind) {
    case 'saved':
      return replaced ? queue : queue.filter((each) => each !== present);
    case 'refused':
      if (replaced) return queue;
      // The planned check-in may be gone or closed to it: then the answers are still worth a check-in of their own.
      return present.submission.checkInId === null
        ? put(queue, { ...present, refused: outcome.code })
        : put(queue, { ...present, submission: { ...present.submission, checkInId: null }, notBefore: now });
    case 'signed-out':
      return queue;
    default:
      return put(queue, afterFailure(present, outcome.kind, now, chance));
  }
}

/** The same after an attempt that failed: to be tried again a little later. */
export function afterFailure<Entry extends Waiting>(entry: Entry, kind: 'unreachable' | 'busy' | 'fault', now: number, chance: number): Entry {
  const failures = entry.failures + 1;
  return { ...entry, failures, faults: entry.faults + (kind === 'fault' ? 1 : 0), notBefore: now + waitAfter(kind, failures, chance) };
}

/** The queue with this entry in the place of the one of the same turn. */
export const put = <Entry extends Waiting>(queue: readonly Entry[], entry: Entry): readonly Entry[] =>
  queue.map((each) => (each.turn === entry.turn ? entry : each));

/** 2 s, 4 s, 8 s and so on, up to five seconds when nobody answered, else to a minute; less up to a quarter by chance. */
export const waitAfter = (kind: 'unreachable' | 'busy' | 'fault', failures: number, chance: number): number =>
  Math.round(Math.min(kind === 'unreachable' ? longestWaitUnreachableMs : longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 10)) * (1 - chance / 4));

/** Everything may be tried again at once: the line is back, or somebody looks at the screen. */
export const wake = <Entry extends Waiting>(queue: readonly Entry[], now: number): readonly Entry[] =>
  queue.map((each) => (each.refused === null && each.notBefore > now ? { ...each, notBefore: now } : each));

/** What was refused may be tried again, because the patient asks for it. */
export const retryRefused = <Entry extends Waiting>(queue: readonly Entry[], now: number): readonly Entry[] =>
  queue.map((each) => (each.refused === null ? each : { ...each, refused: null, failures: 0, faults: 0, notBefore: now }));

/** The queue with entries of another store behind it. Of one check-in, the higher revision stays, in the turn it had. */
export function joined(queue: readonly Queued[], others: readonly Queued[]): readonly Queued[] {
  return others.reduce<readonly Queued[]>((all, other) => {
    const same = all.find((each) => each.submission.id === other.submission.id);
    if (same) return same.submission.revision > other.submission.revision ? all : put(all, { ...other, turn: same.turn });
    return [...all, { ...other, turn: lastTurn(all) + 1 }];
  }, [...queue].sort(byTurn));
}

/** Check-ins that were made while nobody was signed in become this patient's. */
export const claim = (queue: readonly Queued[], ids: readonly string[], owner: string): readonly Queued[] =>
  queue.map((each) => (each.owner === null && ids.includes(each.submission.id) ? { ...each, owner } : each));
