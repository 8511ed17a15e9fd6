import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { QueuedDeed } from './deeds.js';
import type { Draft } from './draft.js';
import { withinLimit } from './late-store.js';
import type { Queued, Waiting } from './queue.js';
import type { DeviceStore } from './store.js';

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  queue: { key: number; value: Queued };
  copies: { key: string; value: unknown };
  deeds: { key: number; value: QueuedDeed };
}

interface TurnStore<Entry> {
  readonly getAll: () => Promise<Entry[]>;
  readonly put: (entry: Entry) => Promise<unknown>;
  readonly delete: (turn: number) => Promise<void>;
}

/** Reads the whole of a queue and writes what a change made different, within the transaction of the store. */
async function writeChanged<Entry extends Waiting>(store: TurnStore<Entry>, change: (queue: readonly Entry[]) => readonly Entry[]): Promise<void> {
  const before = await store.getAll();
  const after = change(before);
  for (const entry of after) if (!before.includes(entry)) void store.put(entry);
  for (const entry of before) if (!after.some((each) => each.turn === entry.turn)) void store.delete(entry.turn);
}

async function onDevice(): Promise<DeviceStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>('evenkeel', 2, {
    // Whatever waits in a version before stays where it is.
    upgrade(fresh, before) {
      if (before < 1) {
        fresh.createObjectStore('drafts', { keyPath: 'id' });
        fresh.createObjectStore('queue', { keyPath: 'turn' });
        fresh.createObjectStore('copies');
      }
      fresh.createObjectStore('deeds', { keyPath: 'turn' });
    },
  });
  // A store that opens and then does not answer is no use either: it counts as open when it was read once.
  await database.count('queue');
  // Ask not to be cleared when the device is short of space; a refusal changes nothing else.
  void navigator.storage?.persist?.().catch(() => false);
  // Strict: the answers of a frightened person must survive a phone that dies a second later.
  const begin = () => database.transaction(['drafts', 'queue'], 'readwrite', { durability: 'strict' });
  type Tx = ReturnType<typeof begin>;
  const writeQueue = async (tx: Tx, change: (queue: readonly Queued[]) => readonly Queued[]): Promise<void> => writeChanged(tx.objectStore('queue'), change);
  return {
    kind: 'device',
    async read() {
      const tx = database.transaction(['drafts', 'queue', 'deeds'], 'readonly');
      const [drafts, queue, deeds] = await Promise.all([tx.objectStore('drafts').getAll(), tx.objectStore('queue').getAll(), tx.objectStore('deeds').getAll()]);
      return { drafts, queue, deeds };
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
    async changeDeeds(change) {
      const tx = database.transaction('deeds', 'readwrite', { durability: 'strict' });
      await writeChanged(tx.store, change);
      await tx.done;
    },
    copy: (key) => database.get('copies', key),
    keepCopy: async (key, value) => void (await database.put('copies', value, key)),
    forgetCopies: () => database.clear('copies'),
  };
}

/** Long for a slow phone, short for somebody who is afraid. */
const longestOpeningMs = 2_000;

let opened: Promise<DeviceStore> | undefined;

/** The store of this page, opened once. There within two seconds, whatever the browser does. */
export function deviceStore(): Promise<DeviceStore> {
  opened ??= withinLimit(onDevice(), longestOpeningMs);
  return opened;
}
