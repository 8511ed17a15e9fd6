import type { QueryClient } from '@tanstack/react-query';
import { api } from './api.js';
import { newsReader } from './news.js';
import { concerns, isAbout } from './use-operation.js';

/**
 * Listens to what changed and marks the queries that show it as stale; they are then read again through the API.
 * The socket says what changed, never what it says, and is only a hint: every screen also asks by itself.
 * Returns a function that hangs up.
 */
export async function startRealtime(queries: QueryClient): Promise<() => void> {
  const { io } = await import('socket.io-client');
  const isNews = newsReader(500);
  const socket = io({
    path: '/realtime',
    transports: ['websocket'],
    reconnectionDelayMax: 15_000,
    auth: (done) => {
      // A ticket works once, so every attempt to connect asks for a new one.
      api.rest('POST', '/realtime/ticket').then(
        (reply) => done({ ticket: (reply as { ticket?: string } | null)?.ticket ?? '' }),
        () => done({ ticket: '' }),
      );
    },
  });
  let connectedBefore = false;
  socket.on('connect', () => {
    // Whatever was missed while the line was down is read again; between the first reading of a page and its first
    // connection, that is an alert's next step, which must not wait for the next poll.
    void queries.invalidateQueries(connectedBefore ? {} : { predicate: (query) => isAbout(query.meta, ['alert', 'alerts']) });
    connectedBefore = true;
  });
  socket.on('changed.v1', (message: unknown) => {
    const news = isNews(message);
    if (news) void queries.invalidateQueries({ predicate: (query) => concerns(query.meta, [news.topic], news.subject) });
  });
  // A refused ticket ends the automatic attempts of the library; polling carries on, and so do we, slowly.
  let again: ReturnType<typeof setTimeout> | undefined;
  socket.on('connect_error', () => {
    if (socket.active) return;
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 15_000);
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io server disconnect') return;
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 1_000);
  });
  return () => {
    clearTimeout(again);
    socket.disconnect();
  };
}
