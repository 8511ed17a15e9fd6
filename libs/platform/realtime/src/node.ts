import type { Config } from '@evenkeel/config';
import { type DatabaseRole, roleUrl } from '@evenkeel/database';
import type { Realm } from '@evenkeel/kernel';
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

interface Lane {
  readonly role: DatabaseRole;
  readonly table: string;
  readonly channel: string;
  readonly connections: number;
}

/** The realms fan out over channels, tables and roles of their own. */
const lanes: Readonly<Record<Realm, Lane>> = {
  clinical: { role: 'engine', table: 'outbox.socket_io_attachments', channel: 'socket.io', connections: 3 },
  peer: { role: 'comm_engine', table: 'comm_outbox.socket_io_attachments', channel: 'evenkeel-peer', connections: 2 },
};

/**
 * One node of the fan-out. NOTIFY goes through a pool of its own, outside every transaction: inside one it would
 * make all writers queue for a single lock at commit.
 */
export function openNode(config: Config, realm: Realm, options: Partial<ServerOptions>): RealtimeNode {
  const { role, table, channel, connections } = lanes[realm];
  const pool = new pg.Pool({
    connectionString: roleUrl(config, role), max: connections, keepAlive: true, connectionTimeoutMillis: 2000,
    application_name: `evenkeel realtime ${config.EVENKEEL_INSTANCE}`,
  });
  pool.on('error', () => undefined);
  const io: Io = new Server({
    ...options,
    adapter: createAdapter(pool, { tableName: table, channelPrefix: channel, errorHandler: () => undefined }),
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
export const openSilentNode = (config: Config, realm: Realm = 'clinical'): RealtimeNode => openNode(config, realm, { serveClient: false });
