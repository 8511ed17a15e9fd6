import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { freshDatabaseWithRedis, withRedis } from '@evenkeel/testing/sizes';
import { examine } from './examine.js';

describe('the doctor', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  const ill = async (changes: Partial<TestDatabase['config']> = {}) =>
    (await examine({ ...t.config, ...changes })).filter(({ state }) => state === 'ill').map(({ what }) => what);

  it('finds nothing wrong with a fresh installation', async () => {
    expect(await ill()).toEqual([]);
  });

  it('finds a table without row-level security', async () => {
    await t.owner.query('ALTER TABLE clin.check_in NO FORCE ROW LEVEL SECURITY');
    expect(await ill()).toEqual(['row-level security']);
    await t.owner.query('ALTER TABLE clin.check_in FORCE ROW LEVEL SECURITY');
  });

  it('finds a secret that is not the one the roles were made with', async () => {
    expect(await ill({ EVENKEEL_SECRET: '00'.repeat(32) })).toEqual(['role app_clin', 'role engine', 'role gate', 'role app_comm', 'role comm_engine', 'role bridge']);
  });

  it('finds a migration that has not run, an organisation without signed rules, and a mail server that is not there', async () => {
    await t.owner.query(`DELETE FROM public.migration WHERE id = (SELECT max(id) FROM public.migration)`);
    await t.owner.query(
      `INSERT INTO identity.organisation (id, name, zone, country, language, reading_hours, welfare_text, fallback_name, fallback_phone, created_at)
       VALUES (gen_random_uuid(), 'Unsigned', 'UTC', 'US', 'en', '{}', '{}', 'Desk', '555-0100', clock.now())`);
    expect(await ill({ SMTP_URL: 'smtp://127.0.0.1:1' })).toEqual(['migrations', 'signed rules', 'mail']);
  });

  it('says that the database does not answer, without its address', async () => {
    const findings = await examine({ ...t.config, DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/none' });
    expect(findings[0]).toMatchObject({ what: 'database', state: 'ill' });
    expect(JSON.stringify(findings)).not.toMatch(/secret|127\.0\.0\.1/);
  });
});

withRedis('the doctor, where there is a Redis', () => {
  it('finds one that throws keys away, and one that does not answer, without its address', async () => {
    const t = await freshDatabaseWithRedis();
    const seen = async (): Promise<object> => {
      const finding = (await examine(t.config)).find(({ what }) => what === 'redis');
      expect(JSON.stringify(finding)).not.toContain('127.0.0.1');
      return finding ?? {};
    };
    expect(await seen()).toMatchObject({ state: 'well' });
    await t.redis.again({ settings: { 'maxmemory-policy': 'allkeys-lru' } });
    expect(await seen()).toMatchObject({ state: 'ill', words: expect.stringContaining('maxmemory-policy must be noeviction') });
    await t.redis.kill();
    expect(await seen()).toMatchObject({ state: 'ill', words: 'does not answer at REDIS_URL' });
    await t.close();
  }, 60_000);
});
