import type { Config } from '@evenkeel/config';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { queueSchema } from './backend-postgres.js';

/**
 * Brings BullMQ's schema to the version of this build, as the owner, and gives the engine what it needs to work in
 * it: rows, never definitions. Part of the migrate step, after the roles exist; safe to repeat and to run twice at once.
 */
export async function migrateQueue(config: Config): Promise<number> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    // Asked for explicitly: without it PostgreSQL creates the objects wherever the role's search_path happens to point.
    const version = await runMigrations(owner, queueSchema);
    await owner.query(`
      REVOKE ALL ON SCHEMA ${queueSchema} FROM PUBLIC;
      GRANT USAGE ON SCHEMA ${queueSchema} TO engine;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO engine;
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO engine;
      REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} FROM PUBLIC;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO engine`);
    return version;
  } finally {
    await owner.end();
  }
}
