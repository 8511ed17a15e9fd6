import type { DoseSlot } from '@evenkeel/taper-rules';
import { afterFailure, byTurn, lastTurn, nextToSend, put, type NextToSend, type Outcome, type Waiting } from './queue.js';

/** What a patient says about one dose. */
export const doseWords = ['taken', 'missed', 'extra', 'vomited', 'declined'] as const;
export type DoseWord = (typeof doseWords)[number];

interface Tapped {
  /** Made on the device; doing it twice under one id is doing it once. */
  readonly id: string;
  readonly tappedAt: string;
}

/** A hold or a slow-down of the own plan. It counts from the day of the tap on the patient's calendar. */
export interface PlanDeed extends Tapped {
  readonly kind: 'hold' | 'slow-down';
  readonly localDate: string;
}

export interface DoseDeed extends Tapped {
  readonly kind: 'dose';
  readonly localDate: string;
  readonly slot: DoseSlot;
  readonly word: DoseWord;
}

/** Takes an earlier deed back: `undo` a change of the plan, `withdraw` a word about a dose. */
export interface TakenBack extends Tapped {
  readonly kind: 'undo' | 'withdraw';
  readonly of: string;
}

export interface ReadDeed extends Tapped {
  readonly kind: 'read';
  readonly number: number;
}

/** What a patient does about the plan. It happens on the device at once and is told to the server when there is a line. */
export type Deed = PlanDeed | DoseDeed | TakenBack | ReadDeed;

export interface QueuedDeed extends Waiting {
  readonly deed: Deed;
  /** An attempt to send it was begun: the server may have it, whatever the device heard. */
  readonly begun: boolean;
}

/** The queue with this deed at its end. A deed that is in it already is not put there again. */
export function addDeed(queue: readonly QueuedDeed[], deed: Deed, owner: string, now: number): readonly QueuedDeed[] {
  if (queue.some((each) => each.deed.id === deed.id)) return queue;
  return [...queue, { turn: lastTurn(queue) + 1, deed, owner, queuedAt: now, failures: 0, faults: 0, notBefore: now, refused: null, begun: false }];
}

/**
 * Takes a deed back. One that never left the device is gone as if it had not been; of any other the server is told, in
 * its turn, because it may have it.
 */
export function takeBack(queue: readonly QueuedDeed[], back: TakenBack, owner: string, now: number): readonly QueuedDeed[] {
  const first = queue.find((each) => each.deed.id === back.of);
  if (first !== undefined && (!first.begun || first.refused !== null)) return queue.filter((each) => each !== first);
  return addDeed(queue, back, owner, now);
}

/** What to send now. Nothing overtakes the deed that it takes back. */
export const nextDeed = (queue: readonly QueuedDeed[], owner: string | null, now: number): NextToSend<QueuedDeed> =>
  nextToSend(queue.filter(({ deed }) => !('of' in deed) || queue.every((each) => each.deed.id !== deed.of || each.refused !== null)), owner, now);

/** The queue with a note that this deed is on its way. */
export const begunDeed = (queue: readonly QueuedDeed[], sent: QueuedDeed): readonly QueuedDeed[] =>
  queue.map((each) => (each.deed.id === sent.deed.id && !each.begun ? { ...each, begun: true } : each));

/**
 * The queue after an attempt to send `sent`. What the server refuses stays, so that the patient learns of it; what takes
 * back a refused deed has nothing left to do. A note that a plan was read is no news to anybody once it is refused.
 */
export function settleDeed(queue: readonly QueuedDeed[], sent: QueuedDeed, outcome: Outcome, now: number, chance: number): readonly QueuedDeed[] {
  const present = queue.find((each) => each.deed.id === sent.deed.id);
  if (present === undefined) return queue;
  switch (outcome.kind) {
    case 'saved':
      return queue.filter((each) => each !== present);
    case 'refused':
      if (present.deed.kind === 'read') return queue.filter((each) => each !== present);
      return put(queue, { ...present, refused: outcome.code }).filter(({ deed }) => !('of' in deed) || deed.of !== present.deed.id);
    case 'signed-out':
      return queue;
    default:
      return put(queue, afterFailure(present, outcome.kind, now, chance));
  }
}

/** The queue with deeds of another store behind it; one that is in both is in it once. */
export const joinedDeeds = (queue: readonly QueuedDeed[], others: readonly QueuedDeed[]): readonly QueuedDeed[] =>
  others.reduce<readonly QueuedDeed[]>(
    (all, other) => (all.some((each) => each.deed.id === other.deed.id) ? all : [...all, { ...other, turn: lastTurn(all) + 1 }]),
    [...queue].sort(byTurn),
  );
