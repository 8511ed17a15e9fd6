import type { SubmitCheckInMutation } from '@evenkeel/api-client';
import type { Deed, QueuedDeed } from './deeds.js';
import type { Draft } from './draft.js';
import type { Queued } from './queue.js';
import type { DeviceStore } from './store.js';

export type CheckInSaved = Extract<SubmitCheckInMutation['submitCheckIn'], { __typename: 'CheckInSaved' }>;

/** What the server took a moment ago. Screens that were read from it before that do not show it yet. */
export interface ToldDeed {
  readonly deed: Deed;
  /** Milliseconds of the device's clock. */
  readonly toldAt: number;
}

/** What the screens may say about where answers are. */
export interface OutboxState {
  /** Whether the device's store was read; before that nothing is known. */
  readonly ready: boolean;
  readonly storage: 'device' | 'memory';
  /** Unfinished and unsent check-ins of the present owner, and those made while nobody was signed in. */
  readonly drafts: readonly Draft[];
  readonly queue: readonly Queued[];
  /** What the present owner did about the plan and the server has not confirmed, in the order of the taps. */
  readonly deeds: readonly QueuedDeed[];
  readonly told: readonly ToldDeed[];
  readonly owner: string | null;
  readonly sending: boolean;
  /** Whether the last attempt, or the device itself, says that there is no line. */
  readonly offline: boolean;
  /** The session ended while something was waiting. */
  readonly signedOut: boolean;
  /** The last reply of the server, by check-in. */
  readonly saved: Readonly<Record<string, CheckInSaved>>;
}

let state: OutboxState = { ready: false, storage: 'device', drafts: [], queue: [], deeds: [], told: [], owner: null, sending: false, offline: !globalThis.navigator?.onLine, signedOut: false, saved: {} };
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('evenkeel.outbox');

export const outboxState = (): OutboxState => state;

export function subscribeToOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function become(change: Partial<OutboxState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Shows what is on the device now. */
export async function reread(store: DeviceStore): Promise<void> {
  const { drafts, queue, deeds } = await store.read();
  const mine = (owner: string | null): boolean => owner === null || owner === state.owner;
  become({
    ready: true, storage: store.kind, drafts: drafts.filter((each) => mine(each.owner)), queue: queue.filter((each) => mine(each.owner)),
    deeds: deeds.filter((each) => each.owner === state.owner),
  });
}

/** The same, after this tab changed something; the other tabs read it again too. */
export async function changed(store: DeviceStore): Promise<void> {
  await reread(store);
  tabs?.postMessage('changed');
}

export const whenAnotherTabChanges = (heard: () => void): void => tabs?.addEventListener('message', heard);
