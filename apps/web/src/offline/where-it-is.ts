import type { OutboxState } from './outbox-state.js';

type Facts = Pick<OutboxState, 'storage' | 'queue' | 'offline' | 'signedOut' | 'sending' | 'owner'> & Partial<Pick<OutboxState, 'deeds'>>;

export interface WhereItIs {
  readonly key: 'memory' | 'memoryOnly' | 'memoryOffline' | 'memoryAlone' | 'memoryRefused' | 'signedOut' | 'sending' | 'waiting' | 'waitingPlan' | 'refused' | 'offline';
  readonly count: number;
}

/** The one true sentence about what is still on the device; `null` when there is nothing to say. */
export function whereItIs({ storage, queue, deeds = [], offline, signedOut, sending, owner }: Facts): WhereItIs | null {
  const waiting = queue.filter((each) => each.refused === null);
  const count = waiting.length;
  const done = deeds.filter((each) => each.refused === null);
  // Said before the first tap too: whoever closes the page loses what is on it.
  if (storage === 'memory') {
    if (owner === null || signedOut) return { key: 'memoryAlone', count };
    if (offline) return { key: 'memoryOffline', count };
    return { key: count + done.length > 0 ? 'memoryOnly' : queue.length > 0 ? 'memoryRefused' : 'memory', count };
  }
  if (count > 0) {
    if (owner === null || signedOut) return { key: 'signedOut', count };
    // Only a first attempt is called sending; after a failure it is saved and waits.
    if (sending && !offline && waiting.every((each) => each.failures === 0)) return { key: 'sending', count };
    return { key: 'waiting', count };
  }
  // What was done about the plan says so beside it too; in its first moments it is simply on its way.
  if (done.length > 0 && (signedOut || offline || done.some((each) => each.failures > 0))) return { key: signedOut ? 'signedOut' : 'waitingPlan', count: done.length };
  if (queue.length > 0) return { key: 'refused', count: queue.length };
  return offline ? { key: 'offline', count: 0 } : null;
}
