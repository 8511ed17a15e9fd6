import type { Line } from './realtime.js';
import { isAbout } from './use-operation.js';

/** The page comes first. */
const afterMs = 300;
const againMs = 5_000;

/**
 * Opens a line once the page is up, and hangs it up when told to. The part that listens is loaded for it. Where it does
 * not come, because the connection broke or the server restarts, it is asked for again; some browsers remember the
 * failure for as long as the page is open, so each time what cannot wait is read again as well.
 */
export function keepLine(line: Line): () => void {
  let hangUp: (() => void) | null = null;
  let over = false;
  let isLate = false;
  const start = (): void => {
    import('./realtime.js')
      .then(({ startRealtime }) => startRealtime({ ...line, isLate }))
      .then((stop) => { if (over) stop(); else hangUp = stop; }, deaf);
  };
  const deaf = (): void => {
    if (over) return;
    if (isLate) void line.queries.invalidateQueries({ predicate: (query) => isAbout(query.meta, line.atFirst ?? []) });
    isLate = true;
    timer = setTimeout(start, againMs);
  };
  let timer = setTimeout(start, afterMs);
  return () => {
    over = true;
    clearTimeout(timer);
    hangUp?.();
  };
}
