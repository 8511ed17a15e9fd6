import type { DoseSlot } from '@evenkeel/taper-rules';
import { momentNow } from '../check-ins/moment.js';
import { newId } from '../check-ins/new-id.js';
import { addDeed, takeBack, type Deed, type DoseWord, type QueuedDeed } from './deeds.js';
import { deviceStore } from './device-store.js';
import { flush } from './outbox.js';
import { changed, outboxState } from './outbox-state.js';
import { retryRefused } from './queue.js';

/** Changes the queue on the device, shows it and sends. Rejects when the device could not keep it. */
async function change(work: (deeds: readonly QueuedDeed[], owner: string) => readonly QueuedDeed[]): Promise<void> {
  const { owner } = outboxState();
  if (owner === null) return;
  const store = await deviceStore();
  await store.changeDeeds((deeds) => work(deeds, owner));
  await changed(store);
  void flush();
}

const keep = async <D extends Deed>(deed: D): Promise<D> => {
  await change((deeds, owner) => addDeed(deeds, deed, owner, Date.now()));
  return deed;
};

/** Holds or slows down the own plan, from now on. Resolves with the deed when it is safe on the device. */
export const changePlan = (kind: 'hold' | 'slow-down'): Promise<Deed> => {
  const { at, localDate } = momentNow();
  return keep({ kind, id: newId(), localDate, tappedAt: at });
};

/** Says something about the dose of a slot of a day. */
export const tellDose = (word: DoseWord, slot: DoseSlot, localDate: string): Promise<Deed> =>
  keep({ kind: 'dose', id: newId(), word, slot, localDate, tappedAt: momentNow().at });

/** Marks this version as read by the patient. */
export const markRead = (number: number): Promise<Deed> => keep({ kind: 'read', id: newId(), number, tappedAt: momentNow().at });

/** Takes a change of the plan (`undo`) or a word about a dose (`withdraw`) back. */
export const takeBackDeed = (kind: 'undo' | 'withdraw', of: string): Promise<void> =>
  change((deeds, owner) => takeBack(deeds, { kind, id: newId(), of, tappedAt: momentNow().at }, owner, Date.now()));

/** Removes what the server refused, because the patient has read that it did. */
export const forgetRefusedDeed = (id: string): Promise<void> =>
  change((deeds) => deeds.filter((each) => each.deed.id !== id || each.refused === null));

/** Tries what the server refused once more, because the patient asks for it. */
export const tellRefusedAgain = (): Promise<void> => change((deeds) => retryRefused(deeds, Date.now()));
