import type { IncomingMessage, ServerResponse } from 'node:http';

export interface WaitingRoom {
  /** So many requests that may wait are worked on at once; more are sent away. */
  readonly atOnce: number;
  /** Whether this request, whose body was read, may come again later. Whatever may not is never counted and never sent away. */
  readonly mayWait: (body: unknown) => boolean;
  /** Seconds after which one that was sent away may come again; asked for each, so that they do not all come at once. */
  readonly again: () => number;
}

type Read = IncomingMessage & { body?: unknown };

/**
 * Keeps the queue short when everybody comes at once: what may wait is answered 503 with Retry-After before anything is asked
 * of the database, so that what may not wait does not stand behind it. Nothing of a request that was sent away was kept.
 */
export function waitingRoom({ atOnce, mayWait, again }: WaitingRoom) {
  let inside = 0;
  return (request: Read, response: ServerResponse, next: () => void): void => {
    if (!mayWait(request.body)) return next();
    if (inside >= atOnce) {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': String(again()) }).end('{"code":"busy"}');
      return;
    }
    inside += 1;
    // Comes once, whether it was answered or cut.
    response.once('close', () => { inside -= 1; });
    next();
  };
}
