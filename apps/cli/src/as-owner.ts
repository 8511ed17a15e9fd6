import type { Config } from '@evenkeel/config';
import pg from 'pg';

/** One connection as the migrating owner, closed afterwards whatever happens. */
export async function asOwner<T>(config: Config, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
