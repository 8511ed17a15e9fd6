import { joinedDeeds } from './deeds.js';
import type { Draft } from './draft.js';
import { inMemory } from './memory-store.js';
import { joined } from './queue.js';
import type { DeviceStore } from './store.js';

/**
 * The store that `opening` gives, if it comes within `limitMs`; memory if it fails. If it does neither, a store that
 * works from memory at once and goes over to the opened one, with everything that was tapped meanwhile, should it come
 * after all. Never rejects, and never takes longer than the limit.
 */
export function withinLimit(opening: Promise<DeviceStore>, limitMs: number): Promise<DeviceStore> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle(untilItComes(opening)), limitMs);
    opening.then(settle, () => settle(inMemory())).finally(() => clearTimeout(timer));
  });
}

function untilItComes(opening: Promise<DeviceStore>): DeviceStore {
  let now = inMemory();
  let copiesForgotten = false;
  /** While everything is being moved, whoever comes waits: a tap is in the one store or in the other. */
  let moving: Promise<void> | null = null;
  const handedOver = opening.then((device) => {
    const memory = now;
    moving = move(memory, device, copiesForgotten).then(() => { now = device; }, () => undefined);
    return moving;
  });
  // A store that fails late leaves us with memory, which is where we are.
  handedOver.catch(() => undefined);
  // Memory is changed within the call itself: what was begun before the move is in what is moved.
  const inTurn = <Result>(work: (store: DeviceStore) => Promise<Result>): Promise<Result> => (moving === null ? work(now) : moving.then(() => work(now)));
  return {
    get kind() { return now.kind; },
    handedOver,
    read: () => inTurn((store) => store.read()),
    change: (change) => inTurn((store) => store.change(change)),
    changeQueue: (change) => inTurn((store) => store.changeQueue(change)),
    changeDeeds: (change) => inTurn((store) => store.changeDeeds(change)),
    copy: (key) => inTurn((store) => store.copy(key)),
    keepCopy: (key, value) => inTurn((store) => store.keepCopy(key, value)),
    forgetCopies: () => {
      copiesForgotten = true;
      return inTurn((store) => store.forgetCopies());
    },
  };
}

/** What the device kept from before stays, except an older state of the same check-in. */
async function move(from: DeviceStore, to: DeviceStore, forgetCopies: boolean): Promise<void> {
  if (forgetCopies) await to.forgetCopies();
  const { drafts, queue, deeds } = await from.read();
  for (const each of drafts) await to.change({ id: each.id, draft: (kept) => later(kept, each) });
  if (queue.length > 0) await to.changeQueue((before) => joined(before, queue));
  if (deeds.length > 0) await to.changeDeeds((before) => joinedDeeds(before, deeds));
}

const later = (kept: Draft | null, each: Draft): Draft => (kept !== null && kept.revision > each.revision ? kept : each);
