import type { Config } from '@evenkeel/config';
import { roleUrl } from '@evenkeel/database';
import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import { Server, type ServerOptions } from 'socket.io';
import type { Bell } from './doorbell.js';
import type { ClientToServer, ServerToClient } from './events.js';

export type Io = Server<ClientToServer, ServerToClient>;

export interface RealtimeNode {
  readonly io: Io;
  readonly bell: Bell;
  close(): Promise<void>;
}

/**
 * One node of the fan-out. NOTIFY goes through a pool of its own, outside every transaction: inside one it would
 * make all writers queue for a single lock at commit.
 */
export function openNode(config: Config, options: Partial<ServerOptions>): RealtimeNode {
  const pool = new pg.Pool({
    connectionString: roleUrl(config, 'engine'), max: 3, keepAlive: true, connectionTimeoutMillis: 2000,
    application_name: `evenkeel realtime ${config.EVENKEEL_INSTANCE}`,
  });
  pool.on('error', () => undefined);
  const io: Io = new Server({
    ...options,
    adapter: createAdapter(pool, { tableName: 'outbox.socket_io_attachments', errorHandler: () => undefined }),
  });
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
      await pool.end();
    },
  };
}

/** A node that has no clients and only rings: the worker. */
export const openSilentNode = (config: Config): RealtimeNode => openNode(config, { serveClient: false });
