import type { Config } from '@evenkeel/config';
import pg from 'pg';
import { testConfig } from './fresh-database.js';

/** An empty database with the real clock: for tests of what the migrations themselves do. */
export interface PlainDatabase {
  readonly config: Config;
  readonly owner: pg.Pool;
  close(): Promise<void>;
}

/** Makes one on the test server. Call `close` when done. */
export async function plainDatabase(): Promise<PlainDatabase> {
  const server = process.env['EVENKEEL_TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('EVENKEEL_TEST_DATABASE_URL is missing: run through the integration project of Jest');
  const name = `plain_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const url = new URL(server);
  const asAdmin = async (sql: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(sql).finally(() => admin.end());
  };
  await asAdmin(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  const owner = new pg.Pool({ connectionString: url.href, max: 2 });
  return {
    config: testConfig(url.href), owner,
    close: async () => { await owner.end(); await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`); },
  };
}
