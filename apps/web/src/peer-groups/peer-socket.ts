import { concerns } from '../shell/use-operation.js';
import { lineWatch, newsReader } from '../shell/news.js';
import { peerApi, peerQueries } from './peer-realm.js';

/**
 * Listens to what changed in the groups, on a line of its own: queries of that topic are read again through the API. The
 * socket never carries what anybody wrote. Returns a function that hangs up.
 */
export async function startPeerRealtime(): Promise<() => void> {
  const { io } = await import('socket.io-client');
  const isNews = newsReader(500);
  const socket = io({
    path: '/peer/realtime',
    transports: ['websocket'],
    // Not one connection with the clinical socket, whatever the library would like to share.
    forceNew: true,
    reconnectionDelayMax: 5_000,
    auth: (done) => {
      peerApi.rest('POST', '/peer/realtime/ticket').then(
        (reply) => done({ ticket: (reply as { ticket?: string } | null)?.ticket ?? '' }),
        () => done({ ticket: '' }),
      );
    },
  });
  const line = lineWatch();
  socket.on('connect', () => { if (line.connected() === 'everything') void peerQueries.invalidateQueries(); });
  socket.on('changed.v1', (message: unknown) => {
    const news = isNews(message);
    // A new membership changes what there is to read, and so does a post that was let through.
    if (news) void peerQueries.invalidateQueries({ predicate: (query) => concerns(query.meta, [news.topic], news.subject) });
  });
  let again: ReturnType<typeof setTimeout> | undefined;
  socket.on('connect_error', () => {
    line.failed();
    if (socket.active) return;
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 4_000 + Math.random() * 4_000);
  });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io server disconnect') return;
    // What this persona may see has changed: forget what is not on the screen and ask again for what is.
    peerQueries.removeQueries({ type: 'inactive' });
    void peerQueries.invalidateQueries();
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), 1_000);
  });
  return () => {
    clearTimeout(again);
    socket.disconnect();
  };
}
