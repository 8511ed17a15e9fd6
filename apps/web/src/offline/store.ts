import type { QueuedDeed } from './deeds.js';
import type { Draft } from './draft.js';
import type { Queued } from './queue.js';

/** A change of one check-in on the device: read, changed and written as one. */
export interface Change {
  readonly id: string;
  /** From what is kept to what is to be kept; `null` removes it. */
  readonly draft: (kept: Draft | null) => Draft | null;
  /** From the queue to the queue, with the changed draft. Leaves the queue alone when absent. */
  readonly queue?: (queue: readonly Queued[], draft: Draft | null) => readonly Queued[];
}

export interface Kept {
  readonly drafts: readonly Draft[];
  readonly queue: readonly Queued[];
  /** What was done about the plan and not told yet. */
  readonly deeds: readonly QueuedDeed[];
}

/** Where a device keeps what nobody else has yet. */
export interface DeviceStore {
  /** `memory` while the browser keeps nothing: then the page says so. */
  readonly kind: 'device' | 'memory';
  /** Of a store that began in memory because the device did not answer: resolves when the device has taken over. */
  readonly handedOver?: Promise<void>;
  readonly read: () => Promise<Kept>;
  /** One transaction: after a crash there is either all of it or nothing, and two tabs never lose one another's taps. */
  readonly change: (change: Change) => Promise<Draft | null>;
  readonly changeQueue: (change: (queue: readonly Queued[]) => readonly Queued[]) => Promise<void>;
  readonly changeDeeds: (change: (deeds: readonly QueuedDeed[]) => readonly QueuedDeed[]) => Promise<void>;
  readonly copy: (key: string) => Promise<unknown>;
  readonly keepCopy: (key: string, value: unknown) => Promise<void>;
  readonly forgetCopies: () => Promise<void>;
}
