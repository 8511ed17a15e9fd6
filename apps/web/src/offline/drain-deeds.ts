import { HoldTaper, MarkPlanRead, RecordDose, SlowDownTaper, UndoPlanChange, WithdrawDoseRecord } from '@evenkeel/api-client';
import { api } from '../shell/api.js';
import { begunDeed, nextDeed, settleDeed, type Deed } from './deeds.js';
import { become, changed, outboxState } from './outbox-state.js';
import { isOutOfReach, outcomeOf, wake, type Outcome } from './queue.js';
import type { DeviceStore } from './store.js';

let onTold: () => void = () => undefined;

/** What happens whenever the server took a deed: whoever shows the plan reads it again. */
export const afterTelling = (told: () => void): void => { onTold = told; };

/** So long a deed that was told still counts as newer than what a screen read before. */
const rememberedMs = 60_000;

/**
 * Tells the server what was done about the plan, one by one, and answers when to try again; `null` when nothing waits.
 * @param timesWoken how often everything was to be tried at once until now
 */
export async function drainDeeds(store: DeviceStore, timesWoken: () => number): Promise<number | null> {
  // What cannot leave is not begun: taken back until then, it never was. The line's return wakes the queue.
  if (!navigator.onLine) return null;
  try {
    for (;;) {
      const { deeds } = await store.read();
      const next = nextDeed(deeds, outboxState().owner, Date.now());
      if (next.kind === 'wait') return next.until;
      if (next.kind !== 'send') return null;
      become({ sending: true });
      // Noted before it leaves: whoever takes it back from here on has to tell the server.
      await store.changeDeeds((before) => begunDeed(before, next.entry));
      const woken = timesWoken();
      const outcome = await attempt(next.entry.deed);
      await store.changeDeeds((before) => {
        const after = settleDeed(before, next.entry, outcome, Date.now(), Math.random());
        return woken === timesWoken() ? after : wake(after, Date.now());
      });
      const now = Date.now();
      const told = outboxState().told.filter((each) => now - each.toldAt < rememberedMs);
      become({
        sending: false, offline: isOutOfReach(outcome), signedOut: outcome.kind === 'signed-out',
        told: outcome.kind === 'saved' ? [...told, { deed: next.entry.deed, toldAt: now }] : told,
      });
      await changed(store);
      if (outcome.kind === 'saved' || outcome.kind === 'refused') onTold();
      if (outcome.kind === 'signed-out') return null;
    }
  } finally {
    if (outboxState().sending) become({ sending: false });
  }
}

interface Told {
  readonly __typename: string;
  readonly code?: string;
}

async function attempt(deed: Deed): Promise<Outcome> {
  try {
    const told = await tell(deed);
    return told.code === undefined ? { kind: 'saved' } : { kind: 'refused', code: told.code };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function tell(deed: Deed): Promise<Told> {
  const { id, tappedAt } = deed;
  switch (deed.kind) {
    case 'hold':
      return (await api.request(HoldTaper, { input: { id, tappedAt } })).holdTaper;
    case 'slow-down':
      return (await api.request(SlowDownTaper, { input: { id, tappedAt } })).slowDownTaper;
    case 'undo':
      return (await api.request(UndoPlanChange, { input: { id: deed.of } })).undoPlanChange;
    case 'read':
      return (await api.request(MarkPlanRead, { input: { number: deed.number } })).markPlanRead;
    case 'dose':
      return (await api.request(RecordDose, { input: { id, localDate: deed.localDate, slot: deed.slot, kind: deed.word, tappedAt } })).recordDose;
    case 'withdraw':
      return (await api.request(WithdrawDoseRecord, { input: { id: deed.of } })).withdrawDoseRecord;
  }
}
