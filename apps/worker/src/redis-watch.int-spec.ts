import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Config, ConfigError, readConfig } from '@evenkeel/config';
import { RedisWatch } from '@evenkeel/redis';
import { PrivateRedis, until } from '@evenkeel/testing/product';
import { withRedis } from '@evenkeel/testing/sizes';

withRedis('Redis at the start of a process', () => {
  let redis: PrivateRedis;
  let watch: RedisWatch | undefined;
  const said: string[] = [];
  const news = {
    unreachable: () => { said.push('unreachable'); }, reached: () => { said.push('reached'); },
    unfit: (problems: readonly string[]) => { said.push(`unfit ${problems.join()}`); }, unknown: (settings: readonly string[]) => { said.push(`unknown ${settings.join()}`); },
  };
  const config = (): Config => readConfig({ NODE_ENV: 'production', DATABASE_URL: 'postgres://u:p@127.0.0.1/d', EVENKEEL_SECRET: 'a'.repeat(64), REDIS_URL: `redis://:hunter2@127.0.0.1:${redis.port}` });
  const start = async (settings: Record<string, string> = {}): Promise<void> => {
    await redis.again({ settings: { 'maxmemory-policy': 'noeviction', appendonly: 'yes', requirepass: 'hunter2', ...settings } });
    watch = await RedisWatch.start(config(), news);
  };
  beforeAll(async () => { redis = await PrivateRedis.start({ requirepass: 'hunter2' }); });
  afterAll(() => redis.stop());
  afterEach(() => { watch?.close(); watch = undefined; said.length = 0; });

  it('is taken as it should be', async () => {
    await start();
    expect([watch?.state, said]).toEqual(['fit', ['reached']]);
  });

  it.each([['maxmemory-policy', 'allkeys-lru'], ['appendonly', 'no']])('is refused with %s %s, by the name of the variable and the setting and without an address', async (name, value) => {
    const error: unknown = await start({ [name]: value }).then(() => null, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).toMatch(new RegExp(`REDIS_URL .*${name}`));
    for (const secret of ['hunter2', '127.0.0.1', String(redis.port)]) expect(message).not.toContain(secret);
  });

  it('is not refused when it may not be asked for its settings, and read all the same', async () => {
    await start({ 'rename-command': 'CONFIG nobody-knows' });
    expect([watch?.state, said]).toEqual(['fit', ['reached']]);
    watch?.close();
    await expect(start({ 'rename-command': 'CONFIG nobody-knows', 'maxmemory-policy': 'allkeys-lfu' })).rejects.toThrow('maxmemory-policy');
    redis = await replaced(redis);
  });

  it('may be away: the process starts, and looks at it when it comes', async () => {
    await redis.kill();
    const begun = performance.now();
    watch = await RedisWatch.start(config(), news);
    expect(performance.now() - begun).toBeLessThan(4000);
    expect([watch.state, said]).toEqual(['unreachable', ['unreachable']]);
    await redis.again();
    await until('Redis is noticed', () => watch?.state === 'fit', 5000);
    await redis.kill();
    await until('its end is noticed', () => watch?.state === 'unreachable', 5000);
    await redis.again({ settings: { 'maxmemory-policy': 'allkeys-lru' } });
    await until('its settings are noticed', () => watch?.state === 'unfit', 5000);
    expect(said.slice(0, 2)).toEqual(['unreachable', 'reached']);
    expect(said.at(-1)).toContain('maxmemory-policy');
  });

  it('is not missed where the configuration names none', async () => {
    watch = await RedisWatch.start(readConfig({ DATABASE_URL: 'postgres://u:p@127.0.0.1/d', EVENKEEL_SECRET: 'a'.repeat(64) }), news);
    expect([watch.state, said]).toEqual(['absent', []]);
  });
});

/** Without the settings that were tried. */
async function replaced(redis: PrivateRedis): Promise<PrivateRedis> {
  await redis.stop();
  return PrivateRedis.start({ requirepass: 'hunter2' });
}
