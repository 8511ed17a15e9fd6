import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
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
}

/** Where a device keeps what nobody else has yet. */
export interface DeviceStore {
  /** `memory` when the browser keeps nothing: then the page says so. */
  readonly kind: 'device' | 'memory';
  readonly read: () => Promise<Kept>;
  /** One transaction: after a crash there is either all of it or nothing, and two tabs never lose one another's taps. */
  readonly change: (change: Change) => Promise<Draft | null>;
  readonly changeQueue: (change: (queue: readonly Queued[]) => readonly Queued[]) => Promise<void>;
  readonly copy: (key: string) => Promise<unknown>;
  readonly keepCopy: (key: string, value: unknown) => Promise<void>;
  readonly forgetCopies: () => Promise<void>;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  queue: { key: number; value: Queued };
  copies: { key: string; value: unknown };
}

async function onDevice(): Promise<DeviceStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>('evenkeel', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('drafts', { keyPath: 'id' });
      fresh.createObjectStore('queue', { keyPath: 'turn' });
      fresh.createObjectStore('copies');
    },
  });
  // Ask not to be cleared when the device is short of space; a refusal changes nothing else.
  void navigator.storage?.persist?.().catch(() => false);
  // Strict: the answers of a frightened person must survive a phone that dies a second later.
  const begin = () => database.transaction(['drafts', 'queue'], 'readwrite', { durability: 'strict' });
  type Tx = ReturnType<typeof begin>;
  const writeQueue = async (tx: Tx, change: (queue: readonly Queued[]) => readonly Queued[]): Promise<void> => {
    const store = tx.objectStore('queue');
    const before = await store.getAll();
    const after = change(before);
    for (const entry of after) if (!before.includes(entry)) void store.put(entry);
    for (const entry of before) if (!after.some((each) => each.turn === entry.turn)) void store.delete(entry.turn);
  };
  return {
    kind: 'device',
    async read() {
      const tx = database.transaction(['drafts', 'queue'], 'readonly');
      const [drafts, queue] = await Promise.all([tx.objectStore('drafts').getAll(), tx.objectStore('queue').getAll()]);
      return { drafts, queue };
    },
    async change({ id, draft, queue }) {
      const tx = begin();
      const changed = draft((await tx.objectStore('drafts').get(id)) ?? null);
      if (changed) void tx.objectStore('drafts').put(changed);
      else void tx.objectStore('drafts').delete(id);
      if (queue) await writeQueue(tx, (before) => queue(before, changed));
      await tx.done;
      return changed;
    },
    async changeQueue(change) {
      const tx = begin();
      await writeQueue(tx, change);
      await tx.done;
    },
    copy: (key) => database.get('copies', key),
    keepCopy: async (key, value) => void (await database.put('copies', value, key)),
    forgetCopies: () => database.clear('copies'),
  };
}

/** For browsers that refuse to keep anything: lasts as long as the page is open. */
export function inMemory(): DeviceStore {
  const drafts = new Map<string, Draft>();
  const copies = new Map<string, unknown>();
  let queued: readonly Queued[] = [];
  return {
    kind: 'memory',
    read: () => Promise.resolve({ drafts: [...drafts.values()], queue: queued }),
    change({ id, draft, queue }) {
      const changed = draft(drafts.get(id) ?? null);
      if (changed) drafts.set(id, changed);
      else drafts.delete(id);
      if (queue) queued = queue(queued, changed);
      return Promise.resolve(changed);
    },
    changeQueue(change) {
      queued = change(queued);
      return Promise.resolve();
    },
    copy: (key) => Promise.resolve(copies.get(key)),
    keepCopy(key, value) {
      copies.set(key, value);
      return Promise.resolve();
    },
    forgetCopies() {
      copies.clear();
      return Promise.resolve();
    },
  };
}

let opened: Promise<DeviceStore> | undefined;

/** The store of this page, opened once. */
export function deviceStore(): Promise<DeviceStore> {
  opened ??= onDevice().catch(() => inMemory());
  return opened;
}
