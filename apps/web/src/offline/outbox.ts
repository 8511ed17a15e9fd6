import { SubmitCheckIn } from '@evenkeel/api-client';
import { api } from '../shell/api.js';
import { afterTelling, drainDeeds } from './drain-deeds.js';
import { deviceStore } from './device-store.js';
import { detached, finished, isSpent, openDraft, withAnswer, withSent, withShown, type Draft, type DraftAnswer } from './draft.js';
import { become, changed, outboxState as state, reread, whenAnotherTabChanges, type CheckInSaved } from './outbox-state.js';
import { claim, enqueue, isOutOfReach, nextToSend, outcomeOf, retryRefused, settle, wake, type Outcome, type Queued } from './queue.js';
import type { DeviceStore } from './store.js';

const everyMs = 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let wakeAt: number | null = null;
let onSaved: (saved: CheckInSaved) => void = () => undefined;

/** Begins a check-in on this device. It is kept from its first answer on. */
export function beginCheckIn(start: Omit<Parameters<typeof openDraft>[0], 'owner'>): Draft {
  return openDraft({ ...start, owner: state().owner });
}

/**
 * Saves the answers of one tap on the device and resolves when they are safe there. With `send`, the check-in goes out
 * at once as it stands; `shown` notes what was put on the screen with it.
 */
export async function saveAnswers(begun: Draft, answers: readonly DraftAnswer[], { send = false, shown }: { readonly send?: boolean; readonly shown?: string } = {}): Promise<Draft> {
  return save(begun, (draft) => {
    const answered = answers.reduce(withAnswer, draft);
    return shown === undefined ? answered : withShown(answered, shown);
  }, send);
}

/** Notes that something was on the screen. It travels with the next revision. */
export const saveShown = (begun: Draft, code: string): Promise<Draft> => save(begun, (draft) => withShown(draft, code), false);

/** Ends the check-in and sends it. Resolves when it is safe on the device, whether or not there is a line. */
export const finishCheckIn = (begun: Draft, at: string): Promise<Draft> => save(begun, (draft) => finished(draft, at), true);

async function save(begun: Draft, change: (draft: Draft) => Draft, send: boolean): Promise<Draft> {
  const store = await deviceStore();
  const now = Date.now();
  const kept = await store.change({
    id: begun.id,
    draft: (draft) => change(draft ?? begun),
    // A check-in that is under way to the server takes later answers with it.
    queue: (queue, draft) => (draft && (send || queue.some((each) => each.submission.id === draft.id)) ? enqueue(queue, draft, now).queue : queue),
  });
  await changed(store);
  // What could not leave before goes with it: an answer that cannot wait must not stand behind one that may.
  if (send) void tryNow();
  return kept ?? begun;
}

/** Removes a check-in that nobody has and that the patient does not want to keep. */
export async function discardCheckIn(id: string): Promise<void> {
  const store = await deviceStore();
  await store.change({ id, draft: () => null, queue: (queue) => queue.filter((each) => each.submission.id !== id) });
  await changed(store);
}

/** Tries once more what the server had refused, because the patient asks for it. */
export async function sendRefusedAgain(): Promise<void> {
  const store = await deviceStore();
  await store.changeQueue((queue) => retryRefused(queue, Date.now()));
  await changed(store);
  void flush();
}

/** Gives check-ins that were made before anybody signed in to the patient who is signed in now, and sends them. */
export async function claimCheckIns(ids: readonly string[]): Promise<void> {
  const { owner } = state();
  if (owner === null) return;
  const store = await deviceStore();
  for (const id of ids) {
    await store.change({ id, draft: (draft) => (draft ? { ...draft, owner } : null), queue: (queue) => claim(queue, [id], owner) });
  }
  await changed(store);
  void flush();
}

/** Whose check-ins may be sent from now on. `null` when nobody, or somebody who is not a patient, is signed in. */
export function setOutboxOwner(owner: string | null): void {
  if (owner === state().owner && !state().signedOut) return;
  become({ owner, signedOut: false, saved: {}, told: [] });
  void deviceStore().then(reread).then(flush);
}

/**
 * So long a tab waits for another one that sends. A tab that the browser has put to sleep in the middle of it would keep the
 * rest waiting for ever; and what two of them send, the server has once.
 */
const longestWaitForOthersMs = 5_000;

let wanted = false;
let line: Promise<void> = Promise.resolve();
/** What this tab itself is sending. */
let own: Promise<void> = Promise.resolve();
/** How often everything was to be tried at once. What fails after that, but began before, failed on a line that is no longer there. */
let timesWoken = 0;

/**
 * Sends what waits, one by one, until the queue is empty or an attempt fails. One tab at a time, as far as the others move;
 * a call while another one sends is not lost, it looks at the queue once more afterwards.
 */
export function flush(): Promise<void> {
  if (state().owner === null || wanted) return line;
  wanted = true;
  const turn = (): Promise<void> => {
    own = own.catch(() => undefined).then(() => {
      wanted = false;
      return drain();
    });
    return own;
  };
  line = navigator.locks ? afterOthers(turn) : turn();
  return line;
}

/** When no other tab sends, or when it has taken too long. */
async function afterOthers(turn: () => Promise<void>): Promise<void> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), longestWaitForOthersMs);
  const begin = (): Promise<void> => {
    clearTimeout(timer);
    return turn();
  };
  try {
    await navigator.locks.request('evenkeel.outbox', { signal: giveUp.signal }, begin);
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    await turn();
  }
}

/** Check-ins first, because somebody may be in need. Neither waits for a failure of the other. */
async function drain(): Promise<void> {
  const store = await deviceStore();
  if (await drainCheckIns(store)) later(await drainDeeds(store, () => timesWoken));
}

/** `false` when the session turned out to be over. */
async function drainCheckIns(store: DeviceStore): Promise<boolean> {
  try {
    for (;;) {
      const { queue } = await store.read();
      const next = nextToSend(queue, state().owner, Date.now());
      if (next.kind === 'wait') later(next.until);
      if (next.kind !== 'send') return true;
      become({ sending: true });
      const woken = timesWoken;
      const outcome = await attempt(next.entry);
      const { id, revision } = next.entry.submission;
      await store.change({
        id,
        draft: (draft) => (draft === null ? null : afterAttempt(draft, outcome, revision)),
        queue: (before) => {
          const after = settle(before, next.entry, outcome, Date.now(), Math.random());
          return woken === timesWoken ? after : wake(after, Date.now());
        },
      });
      become({ sending: false, offline: isOutOfReach(outcome), signedOut: outcome.kind === 'signed-out' });
      await changed(store);
      if (outcome.kind === 'signed-out') return false;
    }
  } finally {
    if (state().sending) become({ sending: false });
  }
}

/** Once the server has all of it, the copy on the device has served its purpose. */
function afterAttempt(draft: Draft, outcome: Outcome, revision: number): Draft | null {
  if (outcome.kind === 'refused' && draft.checkInId !== null) return detached(draft);
  if (outcome.kind !== 'saved') return draft;
  const sent = withSent(draft, revision);
  return isSpent(sent, Date.now()) ? null : sent;
}

async function attempt(entry: Queued): Promise<Outcome> {
  try {
    const { submission } = entry;
    const { submitCheckIn } = await api.request(SubmitCheckIn, { input: { ...submission, answers: [...submission.answers], shown: [...submission.shown] } });
    if (submitCheckIn.__typename !== 'CheckInSaved') return { kind: 'refused', code: submitCheckIn.code };
    become({ saved: { ...state().saved, [entry.submission.id]: submitCheckIn } });
    onSaved(submitCheckIn);
    return { kind: 'saved' };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Looks at the queue again at this moment, or before it if something else waits for an earlier one. */
function later(at: number | null): void {
  if (at === null || (wakeAt !== null && wakeAt <= at)) return;
  clearTimeout(timer);
  wakeAt = at;
  timer = setTimeout(() => {
    wakeAt = null;
    void flush();
  }, Math.max(0, at - Date.now()));
}

async function tryNow(): Promise<void> {
  timesWoken += 1;
  const store = await deviceStore();
  await store.changeQueue((queue) => wake(queue, Date.now()));
  await store.changeDeeds((deeds) => wake(deeds, Date.now()));
  await flush();
}

/** Clears away what has served its purpose, shows what there is and sends what waits. */
async function openUp(store: DeviceStore): Promise<void> {
  const { drafts, queue } = await store.read();
  const waiting = (id: string): boolean => queue.some((each) => each.submission.id === id);
  for (const { id } of drafts.filter((draft) => isSpent(draft, Date.now()) && !waiting(draft.id))) await store.change({ id, draft: () => null });
  await changed(store);
  await tryNow();
}

/**
 * Starts sending: now, when the browser says that the line is back, when somebody looks at the page, and every minute while they do.
 * `owner` is known before the first screen, so that no check-in begins under nobody's name while somebody is signed in.
 */
export function startOutbox(owner: string | null, whenSaved: (saved: CheckInSaved) => void, whenTold: () => void): void {
  onSaved = whenSaved;
  afterTelling(whenTold);
  become({ owner });
  void deviceStore().then(async (store) => {
    await openUp(store);
    // Answers of an earlier day can be on a device that was late.
    await store.handedOver?.then(() => openUp(store), () => undefined);
  });
  window.addEventListener('online', () => { become({ offline: false }); void tryNow(); });
  window.addEventListener('offline', () => become({ offline: true }));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void tryNow(); });
  setInterval(() => { if (document.visibilityState === 'visible') void tryNow(); }, everyMs * (1 - Math.random() / 10));
  whenAnotherTabChanges(() => void deviceStore().then(reread));
}
