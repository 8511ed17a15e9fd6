import { type Config, ConfigError } from '@evenkeel/config';
import { type Fitness, fitnessOf } from './fitness.js';
import { openRedis, type Redis } from './open-redis.js';

/** `absent`: this installation has none. `unfit`: it answers, with settings that would lose jobs. */
export type RedisState = 'absent' | 'unreachable' | 'unfit' | 'fit';

export interface RedisNews {
  /** It does not answer, at the start or from now on. The process goes on without; alerts never need Redis. */
  unreachable(): void;
  /** It came, or came back. */
  reached(): void;
  /** It came later and loses jobs. At the start this is thrown instead. */
  unfit(problems: readonly string[]): void;
  /** It would not say how it is set. */
  unknown(settings: readonly string[]): void;
}

/** What `RedisWatch` has to say, as lines of a log. */
export const redisNews = (log: Record<'info' | 'warn' | 'error', (fields: object, line: string) => void>): RedisNews => ({
  unreachable: () => log.warn({ redis: 'unreachable' }, 'Redis does not answer: live updates and jobs wait for it, alerts do not need it'),
  reached: () => log.info({ redis: 'fit' }, 'Redis answers'),
  unfit: (problems) => log.error({ redis: 'unfit', problems }, 'Redis is set so that it loses jobs'),
  unknown: (settings) => log.warn({ redis: 'unknown', settings }, 'Redis does not tell how it is set'),
});

const patienceMs = 2500;

/** Looks at the settings of the Redis that this process uses: at the start, and again whenever it comes back. */
export class RedisWatch {
  private current: RedisState;
  /** The settings that were found wrong; empty while it is not `unfit`. */
  problems: readonly string[] = [];

  private constructor(private readonly redis: Redis | null, private readonly production: boolean, private readonly news: RedisNews) {
    this.current = redis === null ? 'absent' : 'unreachable';
  }

  /**
   * Waits up to two and a half seconds for the first answer. Throws a ConfigError, with names of settings and no address, if
   * Redis is there and unfit; a Redis that is not there is told to `news` and waited for in the background.
   */
  static async start(config: Config, news: RedisNews): Promise<RedisWatch> {
    if (config.REDIS_URL === undefined) return new RedisWatch(null, false, news);
    const redis = openRedis(config, config.REDIS_URL, 'asks');
    const watch = new RedisWatch(redis, config.NODE_ENV === 'production', news);
    let isStarted = false;
    const first = await Promise.race([
      new Promise<Fitness>((settle) => {
        redis.on('ready', () => void watch.ask().then((fitness) => {
          if (fitness === null) return;
          if (isStarted) watch.note(fitness);
          else settle(fitness);
        }));
      }),
      new Promise<null>((settle) => { setTimeout(settle, patienceMs, null).unref(); }),
    ]);
    isStarted = true;
    if (first !== null && first.problems.length > 0) {
      redis.disconnect();
      throw new ConfigError(first.problems.map((reason) => ({ name: 'REDIS_URL', reason })));
    }
    if (first === null) news.unreachable();
    else watch.note(first);
    redis.on('close', () => watch.lose());
    return watch;
  }

  get state(): RedisState {
    return this.current;
  }

  close(): void {
    this.current = 'unreachable';
    this.redis?.disconnect();
  }

  private lose(): void {
    // Every attempt to come back closes too; it is told once.
    if (this.current !== 'unreachable') this.news.unreachable();
    this.current = 'unreachable';
  }

  private note({ problems, unknown }: Fitness): void {
    const before = this.current;
    this.problems = problems;
    this.current = problems.length > 0 ? 'unfit' : 'fit';
    if (problems.length > 0) this.news.unfit(problems);
    else if (before !== 'fit') this.news.reached();
    if (unknown.length > 0) this.news.unknown(unknown);
  }

  /** `null` if it was gone again before it had answered. */
  private async ask(): Promise<Fitness | null> {
    if (this.redis === null) return null;
    try {
      const info = await this.redis.info();
      return fitnessOf({ info, config: await settingsOf(this.redis) }, this.production);
    } catch {
      return null;
    }
  }
}

async function settingsOf(redis: Redis): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const name of ['maxmemory-policy', 'appendonly']) {
    // Many managed servers forbid it.
    const answer = await redis.config('GET', name).catch(() => []) as string[];
    if (answer[1] !== undefined) settings[name] = answer[1];
  }
  return settings;
}
