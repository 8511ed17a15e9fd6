import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '@evenkeel/config';
import { Database, migrate, migrationNames, type RowClass } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import pg from 'pg';
import { FrozenClock, freezeClock } from './frozen-clock.js';

const secret = '5e'.repeat(32);

/** A migrated database of its own for one test file, with a clock that stands still. */
export interface TestDatabase {
  readonly config: Config;
  readonly database: Database;
  /** Superuser, past row-level security: for arranging and for counting, never for the code under test. */
  readonly owner: pg.Pool;
  readonly sealer: Sealer;
  readonly clock: FrozenClock;
  close(): Promise<void>;
}

const serverUrl = (): string => {
  const url = process.env['EVENKEEL_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('EVENKEEL_TEST_DATABASE_URL is missing: run through the integration or promises project of Jest');
  return url;
};

const on = (server: string) => (database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

/** Changes with any migration, so that an old template is never cloned. */
function templateName(): string {
  const hash = createHash('sha256');
  const folder = path.join(path.dirname(new URL(import.meta.resolve('@evenkeel/database')).pathname), '..', 'migrations');
  for (const name of migrationNames()) hash.update(readFileSync(path.join(folder, `${name}.up.sql`)));
  return `template_${hash.digest('hex').slice(0, 12)}`;
}

export const testConfig = (databaseUrl: string): Config =>
  readConfig({ NODE_ENV: 'test', DATABASE_URL: databaseUrl, EVENKEEL_SECRET: secret, LOG_LEVEL: 'error' }, 'test');

/** Makes the template once per server; later callers, in other Jest workers too, wait for it and clone it. */
async function ensureTemplate(at: (database: string) => string, admin: pg.Client, name: string): Promise<void> {
  await admin.query(`SELECT pg_advisory_lock(hashtext($1))`, [name]);
  try {
    if ((await admin.query(`SELECT 1 FROM pg_database WHERE datname = $1`, [name])).rowCount === 1) return;
    const making = `${name}_making`;
    await admin.query(`DROP DATABASE IF EXISTS ${making}`);
    await admin.query(`CREATE DATABASE ${making}`);
    await migrate(testConfig(at(making)));
    await freezeClock(at(making));
    await admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext($1))`, [name]);
  }
}

/** Clones the template (about 40 ms) and connects every role to the clone. Call `close` in `afterAll`. */
export async function freshDatabase(options: { rows?: readonly RowClass[]; startAt?: string; server?: string | undefined } = {}): Promise<TestDatabase> {
  const at = on(options.server ?? serverUrl());
  const admin = new pg.Client({ connectionString: at('postgres') });
  await admin.connect();
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  try {
    const template = templateName();
    await ensureTemplate(at, admin, template);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await admin.end();
  }
  const config = testConfig(at(name));
  const owner = new pg.Pool({ connectionString: at(name), max: 4 });
  // A killed server ends idle connections; the pool replaces them.
  owner.on('error', () => undefined);
  const clock = new FrozenClock(owner);
  await clock.set(options.startAt ?? '2026-03-02T14:00:00Z');
  const database = await Database.connect(config, options.rows ?? [], { app_clin: 6, engine: 6, gate: 2, app_comm: 4, comm_engine: 2, bridge: 2 });
  return {
    config, database, owner, clock, sealer: new Sealer(config),
    close: async () => {
      await database.close();
      await owner.end();
      const end = new pg.Client({ connectionString: at('postgres') });
      await end.connect();
      await end.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await end.end();
    },
  };
}
