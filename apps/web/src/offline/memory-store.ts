import type { QueuedDeed } from './deeds.js';
import type { Draft } from './draft.js';
import type { Queued } from './queue.js';
import type { DeviceStore } from './store.js';

/** For browsers that refuse to keep anything: lasts as long as the page is open. */
export function inMemory(): DeviceStore {
  const drafts = new Map<string, Draft>();
  const copies = new Map<string, unknown>();
  let queued: readonly Queued[] = [];
  let deeds: readonly QueuedDeed[] = [];
  return {
    kind: 'memory',
    read: () => Promise.resolve({ drafts: [...drafts.values()], queue: queued, deeds }),
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
    changeDeeds(change) {
      deeds = change(deeds);
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
