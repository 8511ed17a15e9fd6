import type { Config } from '@evenkeel/config';
import type { Realm } from '@evenkeel/kernel';
import { Server, type ServerOptions } from 'socket.io';
import type { Bell } from './doorbell.js';
import type { ClientToServer, ServerToClient } from './events.js';
import { openFanOut } from './fan-out.js';

export type Io = Server<ClientToServer, ServerToClient>;

export interface RealtimeNode {
  readonly io: Io;
  readonly bell: Bell;
  close(): Promise<void>;
}

/** One node of the fan-out. */
export function openNode(config: Config, realm: Realm, options: Partial<ServerOptions>): RealtimeNode {
  const fanOut = openFanOut(config, realm);
  const io: Io = new Server({ ...options, adapter: fanOut.adapter });
  return {
    io,
    bell: {
      emit: (rooms, changed) => io.to([...rooms]).emit('changed.v1', changed),
      disconnect: (rooms) => io.in([...rooms]).disconnectSockets(true),
    },
    close: async () => {
      // A node that was never attached has no engine to close, and closing one throws.
      if (io.engine === undefined) await io.of('/').adapter.close();
      else await io.close();
      await fanOut.close();
    },
  };
}

/** A node that has no clients and only rings: the worker. */
export const openSilentNode = (config: Config, realm: Realm = 'clinical'): RealtimeNode => openNode(config, realm, { serveClient: false });
