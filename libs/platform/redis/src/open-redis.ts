import type { Config } from '@evenkeel/config';
import { Redis, type RedisOptions } from 'ioredis';

export type { Redis } from 'ioredis';

/** In front of every key of ours. */
export const keyPrefix = 'evenkeel';

/**
 * How a connection bears it when Redis is away. `asks`: every command fails at once, or after two seconds if Redis is
 * there and silent; whoever asked decides what then. `waits`: commands are kept and sent when Redis is back, for
 * readers that have one or two of them under way and nothing else to do.
 */
export type Manner = 'asks' | 'waits';

/** Longer than any read that blocks on purpose (ms): the queue's last ten seconds, the sockets' five. */
const longestSilence = 12_000;

const manners: Readonly<Record<Manner, RedisOptions>> = {
  asks: { enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, commandTimeout: 2000, socketTimeout: 3000 },
  waits: { enableOfflineQueue: true, maxRetriesPerRequest: null, socketTimeout: longestSilence },
};

/**
 * A connection that comes back by itself, however long Redis is away, and never throws by itself. A server that takes
 * the connection and says nothing is left after `socketTimeout` and tried anew.
 * @param url `REDIS_URL`
 */
export function openRedis(config: Config, url: string, manner: Manner): Redis {
  return open(url, {
    ...manners[manner],
    connectTimeout: 2000,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1000),
    connectionName: `${keyPrefix}-${config.EVENKEEL_INSTANCE}`,
  });
}

function open(url: string, options: RedisOptions): Redis {
  const redis = new Redis(url, options);
  // Without a listener each failed attempt would be printed, with address. The commands tell who asked.
  redis.on('error', () => undefined);
  // The library leaves the alarm of a lost connection running, and it would end the next one.
  redis.on('close', () => {
    const alarm = redis as unknown as { socketTimeoutTimer: NodeJS.Timeout | undefined };
    clearTimeout(alarm.socketTimeoutTimer);
    alarm.socketTimeoutTimer = undefined;
  });
  // Copies that a library makes for its own reads have to be as patient.
  redis.duplicate = (more) => open(url, { ...options, ...more });
  return redis;
}
