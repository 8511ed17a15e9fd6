import type { CurveAxes, CurveLine, DoseCurve } from '@evenkeel/timeline-scene';
import { startTransition, useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { unpacked } from './packed-curve.js';
import { lookAt, sketchOf, detailOf, type Around, type Ask, type Detail, type Sketch } from './picture.js';
import type { FromWorker, ToWorker } from './plan-worker.js';

export interface Picture {
  readonly sketch: Sketch | null;
  readonly detail: Detail | null;
  /** Both belong to an earlier question; the answer to the newest one is on its way. */
  readonly isSettling: boolean;
  /** Looks at a plan that is still under a finger: its curve goes to the feed, and nothing else is drawn. */
  readonly look: (ask: Ask) => void;
  readonly feed: CurveFeed;
}

/** Draws what follows a finger. */
export interface CurveDrawer {
  /** Lays out axes for this curve and the ones to come. */
  readonly follow: (curve: DoseCurve) => void;
  /** Those on the screen; `null` where nothing has moved yet. */
  readonly axes: () => CurveAxes | null;
  /** Lines of the next curve, in these axes. */
  readonly draw: (lines: readonly CurveLine[]) => void;
}

/** Set by the one who draws. */
export type CurveFeed = RefObject<CurveDrawer | null>;

interface Answer {
  readonly ask: Ask | null;
  readonly sketch: Sketch | null;
  readonly detail: Detail | null;
}

const nothing: Answer = { ask: null, sketch: null, detail: null };

/**
 * The plan as the rules see it, computed in a worker: one question is under way at a time and only the newest one waits, so
 * a slider that is faster than the rules skips what nobody will see. `null` keeps what was shown last: half a number is
 * typed through, not an empty screen. Where a browser starts no worker the page computes by itself, when the finger rests.
 */
export function usePicture(ask: Ask | null, around: Around): Picture {
  const [picture, setPicture] = useState<Answer>(nothing);
  const feed: CurveFeed = useRef(null);
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);
  const busy = useRef(false);
  /** The axes that the question under way is answered in. */
  const into = useRef<CurveAxes | null>(null);
  const next = useRef<Ask | null>(null);
  const last = useRef<Ask | null>(null);
  const settled = useRef(ask);
  const known = useRef(around);
  known.current = around;

  const send = useCallback((wanted: Ask): void => {
    last.current = wanted;
    if (worker.current !== null) {
      turn.current += 1;
      busy.current = true;
      into.current = wanted === settled.current ? null : (feed.current?.axes() ?? null);
      const moving = wanted === settled.current ? null : { axes: into.current };
      worker.current.postMessage({ kind: 'ask', turn: turn.current, ask: wanted, moving } satisfies ToWorker);
    } else if (wanted === settled.current) {
      const looked = lookAt(wanted, known.current);
      setPicture({ ask: wanted, sketch: sketchOf(looked, wanted), detail: detailOf(looked, wanted) });
    }
  }, []);
  const look = useCallback((wanted: Ask): void => {
    if (busy.current) next.current = wanted;
    else send(wanted);
  }, [send]);

  useEffect(() => {
    const started = startWorker();
    worker.current = started;
    if (started === null) return;
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const isSettled = last.current === settled.current;
      if (data.kind === 'detail') {
        if (data.turn === turn.current && isSettled) startTransition(() => setPicture(({ sketch }) => ({ ask: settled.current, sketch, detail: data.detail })));
        return;
      }
      if (data.kind === 'lines') {
        if (feed.current?.axes() === into.current) feed.current?.draw(data.lines);
      } else {
        const sketch = unpacked(data.sketch);
        if (isSettled) startTransition(() => setPicture(({ ask, detail }) => ({ ask, sketch, detail: sketch.refused === null ? detail : null })));
        else if (sketch.curve !== null) feed.current?.follow(sketch.curve);
      }
      busy.current = false;
      const waiting = next.current;
      next.current = null;
      if (waiting !== null) send(waiting);
    };
    // What a worker cannot do the page can: slower, and right.
    started.onerror = () => {
      worker.current = null;
      busy.current = false;
      if (settled.current !== null) send(settled.current);
    };
    return () => {
      started.terminate();
      worker.current = null;
      busy.current = false;
    };
  }, [send]);

  useEffect(() => {
    worker.current?.postMessage({ kind: 'around', around } satisfies ToWorker);
  }, [around]);

  useEffect(() => {
    settled.current = ask;
    if (ask !== null) look(ask);
  }, [ask, around, look]);
  return { sketch: picture.sketch, detail: picture.detail, isSettling: picture.ask !== ask, look, feed };
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./plan-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return null;
  }
}
