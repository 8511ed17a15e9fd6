import { packed, type PackedSketch } from './packed-curve.js';
import { detailOf, lookAt, sketchOf, type Around, type Ask, type Detail } from './picture.js';

/** What the page says to the worker. */
export type ToWorker = { readonly kind: 'around'; readonly around: Around } | { readonly kind: 'ask'; readonly turn: number; readonly ask: Ask };

/** And what comes back: the sketch at once, the rest when nothing newer was asked for a moment. */
export type FromWorker =
  | { readonly kind: 'sketch'; readonly turn: number; readonly sketch: PackedSketch }
  | { readonly kind: 'detail'; readonly turn: number; readonly detail: Detail | null };

/** The part of a worker's own scope that is used here; the compiler knows the page's scope only. */
interface Scope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;
const restMs = 160;

let around: Around | null = null;
let waiting: ReturnType<typeof setTimeout> | null = null;

/** Computes plans beside the page, so that no finger ever waits for a rule. */
scope.onmessage = ({ data }) => {
  if (data.kind === 'around') {
    around = data.around;
    return;
  }
  if (around === null) return;
  const { turn, ask } = data;
  if (waiting !== null) clearTimeout(waiting);
  const looked = lookAt(ask, around);
  scope.postMessage({ kind: 'sketch', turn, sketch: packed(sketchOf(looked, ask)) });
  waiting = setTimeout(() => scope.postMessage({ kind: 'detail', turn, detail: detailOf(looked, ask) }), restMs);
};
