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
  /** What the filling said when it was put in, if there was one. */
  readonly filled: string;
  close(): Promise<void>;
}

/** Rows that many test files begin with. They are put in once per server, at one moment of the frozen clock, and cloned. */
export interface Filling {
  /** Of the same rows, and of no others: lower-case letters and digits. */
  readonly name: string;
  /** Fills the database, and says what its tests have to know of it. */
  fill(config: Config): Promise<string>;
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

const first = '2026-03-02T14:00:00Z';

/** Makes a template once per server; later callers, in other Jest workers too, wait for it. `make` says what is kept as its comment. */
async function ensureTemplate(at: (database: string) => string, admin: pg.Client, name: string, from: string, make: (database: string) => Promise<string>): Promise<void> {
  await admin.query(`SELECT pg_advisory_lock(hashtext($1))`, [name]);
  try {
    if ((await admin.query(`SELECT 1 FROM pg_database WHERE datname = $1`, [name])).rowCount === 1) return;
    const making = `${name}_making`;
    await admin.query(`DROP DATABASE IF EXISTS ${making}`);
    await admin.query(`CREATE DATABASE ${making} TEMPLATE ${from}`);
    await admin.query(`COMMENT ON DATABASE ${making} IS ${pg.escapeLiteral(await make(at(making)))}`);
    await admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext($1))`, [name]);
  }
}

async function migrateAndFreeze(database: string): Promise<string> {
  await migrate(testConfig(database));
  await freezeClock(database);
  return '';
}

const fillAt = (filling: Filling, startAt: string) => async (database: string): Promise<string> => {
  const owner = new pg.Pool({ connectionString: database, max: 1 });
  await new FrozenClock(owner).set(startAt).finally(() => owner.end());
  return filling.fill(testConfig(database));
};

/** Clones the template (about 40 ms), with the rows of a filling if one is given, and connects every role to the clone. Call `close` in `afterAll`. */
export async function freshDatabase(options: { rows?: readonly RowClass[]; startAt?: string; server?: string | undefined; filling?: Filling | undefined } = {}): Promise<TestDatabase> {
  const at = on(options.server ?? serverUrl());
  const startAt = options.startAt ?? first;
  const admin = new pg.Client({ connectionString: at('postgres') });
  await admin.connect();
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  let filled = '';
  try {
    let template = templateName();
    await ensureTemplate(at, admin, template, 'template1', migrateAndFreeze);
    if (options.filling !== undefined) {
      const from = template;
      template = `${from}_${options.filling.name}_${Date.parse(startAt)}`;
      await ensureTemplate(at, admin, template, from, fillAt(options.filling, startAt));
    }
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    const { rows: [comment] } = await admin.query<{ words: string | null }>(`SELECT shobj_description(oid, 'pg_database') AS words FROM pg_database WHERE datname = $1`, [template]);
    filled = comment?.words ?? '';
  } finally {
    await admin.end();
  }
  const config = testConfig(at(name));
  const owner = new pg.Pool({ connectionString: at(name), max: 4 });
  // A killed server ends idle connections; the pool replaces them.
  owner.on('error', () => undefined);
  const clock = new FrozenClock(owner);
  await clock.set(startAt);
  const database = await Database.connect(config, options.rows ?? [], { app_clin: 6, urgent: 2, engine: 6, gate: 2, app_comm: 4, comm_engine: 2, bridge: 2 });
  return {
    config, database, owner, clock, sealer: new Sealer(config), filled,
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
