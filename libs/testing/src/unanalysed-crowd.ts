import type { Pool } from 'pg';

/**
 * Makes so many more patients like this one, with the same team, in tables that nobody has analysed: what the planner meets
 * after an import, or when a crash came before the first ANALYZE. Returns their ids.
 */
export async function unanalysedCrowd(t: { readonly owner: Pool }, patientId: string, size: number): Promise<string[]> {
  const client = await t.owner.connect();
  try {
    await client.query('BEGIN');
    for (const table of tables) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
    await client.query(`CREATE TEMP TABLE copies ON COMMIT DROP AS SELECT gen_random_uuid() AS account, gen_random_uuid() AS patient FROM generate_series(1, ${size})`);
    const like = (table: string, alias: string, where: string, changes: string): Promise<unknown> => client.query(
      `INSERT INTO ${table} SELECT r.* FROM copies c, identity.patient p, ${table} ${alias}, jsonb_populate_record(${alias}, ${changes}) r WHERE p.id = $1 AND ${where}`, [patientId]);
    await like('identity.account', 'a', 'a.id = p.account_id', `jsonb_build_object('id', c.account, 'email_index', '\\x' || replace(c.account::text, '-', ''))`);
    await like('identity.membership', 'm', 'm.account_id = p.account_id', `jsonb_build_object('id', gen_random_uuid(), 'account_id', c.account)`);
    await like('identity.patient', 'q', 'q.id = p.id', `jsonb_build_object('id', c.patient, 'account_id', c.account)`);
    await like('identity.data_key', 'k', 'k.subject_id = p.id', `jsonb_build_object('subject_id', c.patient)`);
    await like('identity.data_key', 'k', 'k.subject_id = p.account_id', `jsonb_build_object('subject_id', c.account)`);
    await like('clin.care_team_member', 'm', 'm.patient_id = p.id', `jsonb_build_object('id', gen_random_uuid(), 'patient_id', c.patient)`);
    const { rows } = await client.query<{ patient: string }>('SELECT patient FROM copies');
    await client.query('COMMIT');
    for (const { patient } of rows) await client.query('SELECT clin.refresh_grants($1)', [patient]);
    return rows.map(({ patient }) => patient);
  } finally {
    client.release();
  }
}

const tables = ['identity.account', 'identity.membership', 'identity.patient', 'identity.data_key', 'identity.access_grant', 'clin.care_team_member'];

/** How many pages of tables and indexes a query reads: what it costs, whatever the machine does besides. */
export async function pagesOf(ask: (sql: string, parameters: readonly unknown[]) => Promise<readonly object[]>, sql: string, parameters: readonly unknown[]): Promise<number> {
  const [row] = await ask(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, parameters);
  const [{ Plan: plan }] = (row as { readonly 'QUERY PLAN': [{ readonly Plan: Readonly<Record<string, number>> }] })['QUERY PLAN'];
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}
