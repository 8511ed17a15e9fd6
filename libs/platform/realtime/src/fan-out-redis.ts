import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@evenkeel/config';
import type { Realm } from '@evenkeel/kernel';
import { keyPrefix, openRedis, type Redis } from '@evenkeel/redis';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { FanOut } from './fan-out.js';

/** Rings that a stream keeps: more than come in a minute, so that a reader who was away for a moment misses none. */
const keptRings = 5000;
/** Rings under way to a Redis that is slow; what comes on top is told to this process only. */
const mostUnderWay = 500;

interface Adapter {
  doPublish(message: unknown): Promise<string>;
}

/** Over one stream per realm. */
export function overRedis(config: Config, url: string, realm: Realm): FanOut {
  const readers: Redis[] = [];
  const writer = openRedis(config, url, 'asks');
  // The adapter reads over copies of the connection that it writes to, and those have to bear an outage in another way.
  writer.duplicate = () => {
    const reader = patient(openRedis(config, url, 'waits'));
    readers.push(reader);
    return reader;
  };
  const name = `${keyPrefix}:sockets:${realm}`;
  const make = createAdapter(writer, { streamName: name, channelPrefix: name, maxLen: keptRings });
  return {
    // A function and not an arrow: socket.io calls it with `new`.
    adapter: function adapter(namespace: unknown) { return undemanding(make(namespace)); } as unknown as FanOut['adapter'],
    close: async () => {
      // The adapter's readers end by themselves, after their next answer; a Redis that is away gives none.
      for (const each of [writer, ...readers]) each.disconnect();
    },
  };
}

/**
 * The library rings the sockets of its own process only after Redis has taken the ring. Ours are rung at once, and
 * whatever becomes of the ring elsewhere, nobody here waits for it or fails with it: the others ask by themselves.
 */
function undemanding<A extends Adapter>(adapter: A): A {
  const publish = adapter.doPublish.bind(adapter);
  let underWay = 0;
  adapter.doPublish = (message) => {
    if (underWay < mostUnderWay) {
      underWay += 1;
      void publish(message).then(() => undefined, () => undefined).finally(() => { underWay -= 1; });
    }
    return Promise.resolve('');
  };
  return adapter;
}

/**
 * The library asks again at once when a reading fails, and begins "now" after every one that brought nothing, so that
 * what comes in between is never read. This one waits a little after a failure and begins where the stream ended at
 * first; and a subscription that fails ends nothing, since nothing of ours is sent that way.
 */
function patient(redis: Redis): Redis {
  const read = redis.xread.bind(redis) as (...args: unknown[]) => Promise<unknown>;
  const subscribe = redis.subscribe.bind(redis) as (...args: unknown[]) => Promise<unknown>;
  let beginning: string | null = null;
  const reading = async (...args: readonly unknown[]): Promise<unknown> => {
    try {
      const [stream, from] = args.slice(-2) as [string, string];
      if (from === '$') beginning ??= (await redis.xrevrange(stream, '+', '-', 'COUNT', 1))[0]?.[0] ?? '0-0';
      return await read(...args.slice(0, -1), from === '$' ? beginning : from);
    } catch (error) {
      if (redis.status !== 'end') await sleep(500);
      throw error;
    }
  };
  return Object.assign(redis, { xread: reading, subscribe: (...args: unknown[]) => subscribe(...args).catch(() => 0) });
}
