import type { Config } from '@evenkeel/config';
import { keyPrefix, openRedis } from '@evenkeel/redis';
import { createRedisBackend, withBackend } from 'bullmq';
import type { Backend, Use } from './backend.js';

const { Queue, Worker } = withBackend(createRedisBackend);

/**
 * Jobs in Redis. One connection for all queues of a process, and one more per worker that blocks.
 * The library would ask the server's version on each connection and give that queue up for good when the answer got lost:
 * `skipVersionCheck`; the version is looked at when the process starts.
 */
export function onRedis(config: Config, url: string, use: Use): Backend {
  const connection = openRedis(config, url, 'runs' in use ? 'waits' : 'asks');
  const common = { connection, prefix: keyPrefix, skipVersionCheck: true };
  return {
    get reachable() { return connection.status === 'ready'; },
    queue: (name) => new Queue(name, common),
    worker: (name, run, options) => new Worker(name, run, { ...options, ...common }),
    begun: () => Promise.resolve(),
    close: () => Promise.resolve(connection.disconnect()),
  };
}
