import type { Config } from '@evenkeel/config';
import { roleUrl } from '@evenkeel/database';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import type { Backend, Use } from './backend.js';

/** BullMQ's own tables live here, apart from ours and with their own ledger. */
export const queueSchema = 'bullmq';

const { Queue, Worker } = withBackend(createPostgresBackend);

/** Jobs in PostgreSQL. One pool for all queues of a process: every worker keeps one connection for LISTEN, hence the size. */
export function onPostgres(config: Config, use: Use): Backend {
  const connection = new pg.Pool({
    connectionString: roleUrl(config, 'engine'),
    application_name: `evenkeel queue ${config.EVENKEEL_INSTANCE}`,
    options: `-c search_path=${queueSchema}`,
    max: 'runs' in use ? 3 + use.runs : 3,
    keepAlive: true,
    connectionTimeoutMillis: 2000,
  });
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  connection.on('error', () => undefined);
  return {
    reachable: true,
    queue: (name) => new Queue(name, { connection }),
    worker: (name, run, options) => new Worker(name, run, { ...options, connection }),
    begun: (worker) => worker.waitUntilReady(),
    close: () => connection.end(),
  };
}
