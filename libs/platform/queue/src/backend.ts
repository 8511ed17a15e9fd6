import type { Config } from '@evenkeel/config';
import { roleUrl } from '@evenkeel/database';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';

/** BullMQ's own tables live here, apart from ours and with their own ledger. */
export const queueSchema = 'bullmq';

/**
 * The one place that decides where jobs are kept: PostgreSQL. A second backend for larger installations goes here
 * and nowhere else; nothing outside this folder knows which one it is.
 */
export const { Queue, Worker } = withBackend(createPostgresBackend);

/**
 * One pool for all queues of a process. Every worker keeps one connection for LISTEN, hence the size.
 * @param listeners workers that will listen on it
 */
export const openPool = (config: Config, listeners: number): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: roleUrl(config, 'engine'),
    application_name: `evenkeel queue ${config.EVENKEEL_INSTANCE}`,
    options: `-c search_path=${queueSchema}`,
    max: 3 + listeners,
    keepAlive: true,
    connectionTimeoutMillis: 2000,
  });
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
};
