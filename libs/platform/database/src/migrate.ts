import type { Config } from '@evenkeel/config';
import pg from 'pg';
import { DataSource, MigrationExecutor } from 'typeorm';
import { ensureRoles } from './roles.js';
import { migrationNames, sqlMigrations } from './sql-migrations.js';

const connect = async (config: Config, count?: number): Promise<DataSource> =>
  new DataSource({
    type: 'postgres', url: config.DATABASE_URL, migrations: sqlMigrations().slice(0, count), migrationsTableName: 'migration',
    migrationsTransactionMode: 'all', extra: { max: 1 }, synchronize: false, logging: false,
  }).initialize();

/** One migrator at a time, whatever the number of processes that start together. */
async function alone<T>(config: Config, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  // Waits idle for long. Whatever ends it is told by the connection that works.
  owner.on('error', () => undefined);
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

/**
 * Runs the first `count` migrations and then `fill`, all in one transaction: whatever fails leaves the database as it was.
 * For restoring what was saved in that state. Roles belong to the cluster and stay.
 * @param check is asked before anything is done, and throws if this must not go on
 */
export async function migrateAndFill<T>(config: Config, count: number, check: (owner: pg.ClientBase) => Promise<void>, fill: (owner: pg.ClientBase) => Promise<T>): Promise<T> {
  return alone(config, async (owner) => {
    await check(owner);
    await ensureRoles(owner, config);
    const source = await connect(config, count);
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      const executor = new MigrationExecutor(source, runner);
      executor.transaction = 'none';
      await executor.executePendingMigrations();
      const result = await fill((await runner.connect()) as pg.ClientBase);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // The connection itself may be what failed; then there is nothing to take back.
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
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
