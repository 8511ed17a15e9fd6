import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Ends a server without cutting anybody off. */
export interface Drain {
  /**
   * From the call on nobody new is let in, what is being answered is answered, and each connection learns with its last
   * answer that it was the last. Settles when nobody is being answered any more.
   */
  begin(): Promise<void>;
  /** Settles when the last connection has gone; open sockets have to be closed by whoever opened them. */
  readonly ended: Promise<void>;
}

/** A connection that was opened and has not asked yet may have its question on the way (ms). */
const firstWordMs = 500;

/** Call once, before the server listens and before anything else takes its requests. */
export function drainable(server: Server): Drain {
  const answering = new Set<ServerResponse>();
  const silent = new Set<Socket>();
  let began: Promise<void> | null = null;
  let quiet = (): void => undefined;
  const isLast = (response: ServerResponse): void => { if (!response.headersSent) response.shouldKeepAlive = false; };
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('upgrade', (_request, socket) => silent.delete(socket as Socket));
  server.prependListener('request', (request, response) => {
    silent.delete(request.socket);
    answering.add(response);
    if (began !== null) isLast(response);
    response.once('close', () => {
      answering.delete(response);
      if (began === null) return;
      // An answer whose head had left before the end was known leaves its connection open.
      setImmediate(() => server.closeIdleConnections());
      if (answering.size === 0) quiet();
    });
  });
  return {
    ended: new Promise((settle) => { server.once('close', settle); }),
    begin: () => {
      began ??= new Promise((settle) => {
        quiet = settle;
        for (const response of answering) isLast(response);
        server.close();
        setTimeout(() => {
          for (const socket of silent) socket.destroy();
          if (answering.size === 0) settle();
        }, firstWordMs);
      });
      return began;
    },
  };
}
