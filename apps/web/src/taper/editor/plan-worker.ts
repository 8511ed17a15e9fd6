import { fits, linesOf, type CurveAxes, type CurveLine } from '@evenkeel/timeline-scene';
import { packed, type PackedSketch } from './packed-curve.js';
import { detailOf, lookAt, sketchOf, type Around, type Ask, type Detail } from './picture.js';

/** A plan that is looked at. While a finger moves only its curve is asked for, drawn into axes that are on the screen already, if there are any. */
export interface Question {
  readonly kind: 'ask';
  readonly turn: number;
  readonly ask: Ask;
  readonly moving: { readonly axes: CurveAxes | null } | null;
}

/** What the page says to the worker. */
export type ToWorker = { readonly kind: 'around'; readonly around: Around } | Question;

/**
 * And what comes back: the sketch at once, the rest when nothing newer was asked for a moment. While a finger moves, the
 * lines alone; the sketch where they need axes of their own.
 */
export type FromWorker =
  | { readonly kind: 'sketch'; readonly turn: number; readonly sketch: PackedSketch }
  | { readonly kind: 'lines'; readonly turn: number; readonly lines: readonly CurveLine[] }
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
  const { turn, ask, moving } = data;
  if (waiting !== null) clearTimeout(waiting);
  const looked = lookAt(ask, around);
  const sketch = sketchOf(looked, ask);
  if (moving !== null && moving.axes !== null && sketch.curve !== null && fits(sketch.curve, moving.axes)) scope.postMessage({ kind: 'lines', turn, lines: linesOf(sketch.curve, moving.axes) });
  else scope.postMessage({ kind: 'sketch', turn, sketch: packed(sketch) });
  if (moving === null) waiting = setTimeout(() => scope.postMessage({ kind: 'detail', turn, detail: detailOf(looked, ask) }), restMs);
};
