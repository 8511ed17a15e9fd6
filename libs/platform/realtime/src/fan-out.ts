import type { Config } from '@evenkeel/config';
import { type DatabaseRole, roleUrl } from '@evenkeel/database';
import type { Realm } from '@evenkeel/kernel';
import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { ServerOptions } from 'socket.io';
import { overRedis } from './fan-out-redis.js';

/** How a ring reaches the sockets of other processes. */
export interface FanOut {
  readonly adapter: NonNullable<ServerOptions['adapter']>;
  /** After the node was closed. */
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

/** Redis where there is one, else PostgreSQL. */
export const openFanOut = (config: Config, realm: Realm): FanOut =>
  config.REDIS_URL === undefined ? overPostgres(config, realm) : overRedis(config, config.REDIS_URL, realm);

/**
 * NOTIFY goes through a pool of its own, outside every transaction: inside one it would make all writers queue for a
 * single lock at commit.
 */
function overPostgres(config: Config, realm: Realm): FanOut {
  const { role, table, channel, connections } = lanes[realm];
  const pool = new pg.Pool({
    connectionString: roleUrl(config, role), max: connections, keepAlive: true, connectionTimeoutMillis: 2000,
    application_name: `evenkeel realtime ${config.EVENKEEL_INSTANCE}`,
  });
  pool.on('error', () => undefined);
  // The adapter listens on a connection that it keeps, where no pool hears of a fault. It takes a new one after the end of that.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    adapter: createAdapter(pool, { tableName: table, channelPrefix: channel, errorHandler: () => undefined }),
    close: () => pool.end(),
  };
}
