import { ApiError, SubmitCheckIn, type SubmitCheckInMutation } from '@evenkeel/api-client';
import { api } from '../shell/api.js';
import { deviceStore } from './device-store.js';
import { detached, finished, isSpent, openDraft, withAnswer, withSent, withShown, type Draft, type DraftAnswer } from './draft.js';
import { claim, enqueue, nextToSend, retryRefused, settle, wake, type Outcome, type Queued } from './queue.js';
import type { DeviceStore } from './store.js';

export type CheckInSaved = Extract<SubmitCheckInMutation['submitCheckIn'], { __typename: 'CheckInSaved' }>;

/** What the screens may say about where answers are. */
export interface OutboxState {
  /** Whether the device's store was read; before that nothing is known. */
  readonly ready: boolean;
  readonly storage: 'device' | 'memory';
  /** Unfinished and unsent check-ins of the present owner, and those made while nobody was signed in. */
  readonly drafts: readonly Draft[];
  readonly queue: readonly Queued[];
  readonly owner: string | null;
  readonly sending: boolean;
  /** Whether the last attempt, or the device itself, says that there is no line. */
  readonly offline: boolean;
  /** The session ended while something was waiting. */
  readonly signedOut: boolean;
  /** The last reply of the server, by check-in. */
  readonly saved: Readonly<Record<string, CheckInSaved>>;
}

const everyMs = 60_000;

let state: OutboxState = { ready: false, storage: 'device', drafts: [], queue: [], owner: null, sending: false, offline: !globalThis.navigator?.onLine, signedOut: false, saved: {} };
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('evenkeel.outbox');
let timer: ReturnType<typeof setTimeout> | undefined;
let onSaved: (saved: CheckInSaved) => void = () => undefined;

export const outboxState = (): OutboxState => state;

export function subscribeToOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(change: Partial<OutboxState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

async function reread(store: DeviceStore): Promise<void> {
  const { drafts, queue } = await store.read();
  const mine = (owner: string | null): boolean => owner === null || owner === state.owner;
  become({ ready: true, storage: store.kind, drafts: drafts.filter((each) => mine(each.owner)), queue: queue.filter((each) => mine(each.owner)) });
}

async function changed(store: DeviceStore): Promise<void> {
  await reread(store);
  tabs?.postMessage('changed');
}

/** Begins a check-in on this device. It is kept from its first answer on. */
export function beginCheckIn(start: Omit<Parameters<typeof openDraft>[0], 'owner'>): Draft {
  return openDraft({ ...start, owner: state.owner });
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
  if (send) void flush();
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
  const { owner } = state;
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
  if (owner === state.owner && !state.signedOut) return;
  become({ owner, signedOut: false, saved: {} });
  void deviceStore().then(reread).then(flush);
}

let wanted = false;
let line: Promise<void> = Promise.resolve();

/**
 * Sends what waits, one by one, until the queue is empty or an attempt fails. One tab at a time; a call while another
 * one sends is not lost, it looks at the queue once more afterwards.
 */
export function flush(): Promise<void> {
  if (state.owner === null || wanted) return line;
  wanted = true;
  const turn = (): Promise<void> => {
    wanted = false;
    return drain();
  };
  line = navigator.locks ? navigator.locks.request('evenkeel.outbox', turn) : line.then(turn);
  return line;
}

async function drain(): Promise<void> {
  const store = await deviceStore();
  try {
    for (;;) {
      const { queue } = await store.read();
      const next = nextToSend(queue, state.owner, Date.now());
      if (next.kind === 'wait') later(next.until - Date.now());
      if (next.kind !== 'send') return;
      become({ sending: true });
      const outcome = await attempt(next.entry);
      const { id, revision } = next.entry.submission;
      await store.change({
        id,
        draft: (draft) => (draft === null ? null : afterAttempt(draft, outcome, revision)),
        queue: (before) => settle(before, next.entry, outcome, Date.now(), Math.random()),
      });
      become({ sending: false, offline: outcome.kind === 'unreachable', signedOut: outcome.kind === 'signed-out' });
      await changed(store);
      if (outcome.kind === 'signed-out') return;
    }
  } finally {
    if (state.sending) become({ sending: false });
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
    become({ saved: { ...state.saved, [entry.submission.id]: submitCheckIn } });
    onSaved(submitCheckIn);
    return { kind: 'saved' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.failure === 'unreachable') return { kind: 'unreachable' };
    return { kind: error.failure === 'signed-out' ? 'signed-out' : 'fault' };
  }
}

function later(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void flush(), Math.max(0, ms));
}

async function tryNow(): Promise<void> {
  const store = await deviceStore();
  await store.changeQueue((queue) => wake(queue, Date.now()));
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
 * Starts sending: now, when the line is back, when somebody looks at the page, and every minute while they do.
 * `owner` is known before the first screen, so that no check-in begins under nobody's name while somebody is signed in.
 */
export function startOutbox(owner: string | null, whenSaved: (saved: CheckInSaved) => void): void {
  onSaved = whenSaved;
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
  tabs?.addEventListener('message', () => void deviceStore().then(reread));
}
