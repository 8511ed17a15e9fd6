import type { Config } from '@evenkeel/config';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ensureRoles } from './roles.js';
import { migrationNames, sqlMigrations } from './sql-migrations.js';

const connect = async (config: Config): Promise<DataSource> =>
  new DataSource({
    type: 'postgres', url: config.DATABASE_URL, migrations: sqlMigrations(), migrationsTableName: 'migration',
    migrationsTransactionMode: 'all', extra: { max: 1 }, synchronize: false, logging: false,
  }).initialize();

/** One migrator at a time, whatever the number of processes that start together. */
async function alone<T>(config: Config, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    await owner.query(`SELECT pg_advisory_lock(hashtext('evenkeel migrate'))`);
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Creates roles and brings the schema to the newest version. Safe to run at every start. Returns the names that ran. */
export async function migrate(config: Config): Promise<string[]> {
  return alone(config, async (owner) => {
    await ensureRoles(owner, config);
    const source = await connect(config);
    try {
      return (await source.runMigrations()).map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  });
}

/** Takes back the newest migration. For tests of the way down and for operators who were told to. */
export async function revertLast(config: Config): Promise<void> {
  await alone(config, async () => {
    const source = await connect(config);
    try {
      await source.undoLastMigration();
    } finally {
      await source.destroy();
    }
  });
}

/** Name of the newest migration this build knows. The engine refuses to run on a schema it does not know. */
export const schemaVersion = (): string => migrationNames().at(-1) ?? 'none';
