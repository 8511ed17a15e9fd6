import pg from 'pg';

/**
 * Replaces the body of clock.now() in a template database: the product's SQL is untouched, its only source of time
 * stands still until a test moves it. While no time is set, the real clock runs.
 */
export async function freezeClock(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      CREATE TABLE clock.frozen (at timestamptz);
      CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
        AS $$ SELECT coalesce((SELECT at FROM clock.frozen), pg_catalog.transaction_timestamp()) $$;`);
  } finally {
    await client.end();
  }
}

/** Moves the database's time by hand. */
export class FrozenClock {
  constructor(private readonly owner: pg.Pool) {}

  async now(): Promise<Date> {
    const { rows } = await this.owner.query<{ now: Date }>('SELECT clock.now() AS now');
    const [row] = rows;
    if (row === undefined) throw new Error('The clock did not answer');
    return row.now;
  }

  /** @param instant ISO 8601 with a zone */
  async set(instant: string): Promise<void> {
    await this.owner.query(`WITH gone AS (DELETE FROM clock.frozen) INSERT INTO clock.frozen VALUES ($1)`, [instant]);
  }

  /** Forwards, or backwards with a negative number, in milliseconds. */
  async advance(milliseconds: number): Promise<void> {
    await this.owner.query(`UPDATE clock.frozen SET at = at + $1 * interval '1 millisecond'`, [milliseconds]);
  }

  /** From here on the real clock runs again. */
  async release(): Promise<void> {
    await this.owner.query(`DELETE FROM clock.frozen`);
  }
}
