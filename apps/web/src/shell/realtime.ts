import type { QueryClient } from '@tanstack/react-query';
import { ApiError, type ApiClient } from '@evenkeel/api-client';
import { lineWatch, newsReader } from './news.js';
import { concerns, isAbout } from './use-operation.js';

/** A realm's line: where it is, whose queries hear it, and what is asked again on the very first connection, or while there can be none. */
export interface Line {
  readonly path: '/realtime' | '/peer/realtime';
  readonly api: Pick<ApiClient, 'rest'>;
  readonly queries: QueryClient;
  readonly atFirst?: readonly string[];
  /** An earlier attempt to listen failed: whatever changed meanwhile went unheard. */
  readonly isLate?: boolean;
  /** The server gives no ticket, because it knows of no session that may listen. */
  readonly onSignedOut?: () => void;
}

/**
 * Listens to what changed and marks the queries that show it as stale; they are then read again through the API.
 * The socket says what changed, never what it says, and is only a hint: every screen also asks by itself.
 * Returns a function that hangs up.
 */
export async function startRealtime({ path, api, queries, atFirst = [], isLate = false, onSignedOut }: Line): Promise<() => void> {
  const { io } = await import('socket.io-client');
  const isNews = newsReader(500);
  const socket = io({
    path,
    transports: ['websocket'],
    // Two realms never share a connection, whatever the library would like to save.
    forceNew: true,
    // Somebody may be looking at an alert: when the server is back, its news must be too.
    reconnectionDelayMax: 5_000,
    auth: (done) => {
      // A ticket works once, so every attempt to connect asks for a new one.
      api.rest('POST', `${path}/ticket`).then(
        (reply) => done({ ticket: (reply as { ticket?: string } | null)?.ticket ?? '' }),
        (error: unknown) => {
          done({ ticket: '' });
          if (error instanceof ApiError && error.failure === 'signed-out') onSignedOut?.();
        },
      );
    },
  });
  const line = lineWatch();
  if (isLate) line.failed();
  socket.on('connect', () => {
    // At once, not with the next poll; a reading that is still waiting for the dead server is given up for it.
    void queries.invalidateQueries(line.connected() === 'everything' ? {} : { predicate: (query) => isAbout(query.meta, atFirst) });
  });
  socket.on('changed.v1', (message: unknown) => {
    const news = isNews(message);
    if (news) void queries.invalidateQueries({ predicate: (query) => concerns(query.meta, [news.topic], news.subject) });
  });
  // A refused ticket ends the automatic attempts of the library; polling carries on, and so do we, slowly.
  let again: ReturnType<typeof setTimeout> | undefined;
  socket.on('connect_error', () => {
    line.failed();
    if (socket.active) return;
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 4_000 + Math.random() * 4_000);
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io server disconnect') return;
    // The server hung up: what this person may see has changed, or the server restarts. What is not on the screen is
    // forgotten, and what is on it is asked for again now, not when the line is back.
    queries.removeQueries({ type: 'inactive' });
    void queries.invalidateQueries();
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 1_000);
  });
  return () => {
    clearTimeout(again);
    socket.disconnect();
  };
}
