import { describe } from '@jest/globals';
import type { Config } from '@evenkeel/config';
import { freshDatabase, type TestDatabase } from './fresh-database.js';
import { PrivateRedis } from './product/private-redis.js';

/** A database, and on the second size a Redis of the suite's own that its configuration names. */
export interface SizedDatabase extends TestDatabase {
  readonly redis: PrivateRedis | null;
}

type Options = Parameters<typeof freshDatabase>[0];

/** With Redis: closes both. */
export async function freshDatabaseWithRedis(options: Options = {}, settings: Readonly<Record<string, string>> = {}): Promise<SizedDatabase & { readonly redis: PrivateRedis }> {
  const redis = await PrivateRedis.start(settings);
  const t = await freshDatabase(options);
  const config: Config = Object.freeze({ ...t.config, REDIS_URL: redis.url });
  return { ...t, config, redis, close: async () => { await t.close(); await redis.stop(); } };
}

/** For suites that need a Redis. Where there is none they are shown as skipped; with `CI=true` nothing may be skipped. */
export const withRedis: typeof describe.skip = PrivateRedis.isInstalled ? describe : describe.skip;

/** The same suite on PostgreSQL alone and on PostgreSQL with Redis: `open` makes the database of the size that runs. */
export function onBothSizes(title: string, suite: (open: (options?: Options) => Promise<SizedDatabase>) => void): void {
  describe(`${title}, on PostgreSQL alone`, () => suite(async (options) => ({ ...await freshDatabase(options), redis: null })));
  withRedis(`${title}, with Redis`, () => suite((options) => freshDatabaseWithRedis(options)));
}
