import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DatabaseRole, roleUrl } from '@evenkeel/database';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from './fresh-database.js';

/** Which schemas each role may set foot in; every other one of ours is closed to it, with everything inside. */
const homes: Readonly<Record<DatabaseRole, readonly string[]>> = {
  app_clin: ['app', 'clock', 'identity', 'clin', 'audit', 'outbox'], engine: ['app', 'clock', 'identity', 'clin', 'audit', 'outbox'],
  gate: ['app', 'clock', 'identity', 'audit', 'outbox'],
  app_comm: ['app', 'clock', 'comm', 'comm_audit', 'comm_outbox'], comm_engine: ['app', 'clock', 'comm', 'comm_audit', 'comm_outbox'],
  bridge: ['app', 'clock', 'vault'],
};
/** All that is common to both realms: who asks, and what time it is. Everything else in the shared schemas is clinical. */
const common = ['app.acting_role', 'app.org', 'app.uid', 'clock.now'];
const peerRoles: readonly DatabaseRole[] = ['app_comm', 'comm_engine', 'bridge'];
const denied = '42501';

interface Thing {
  readonly schema: string;
  readonly name: string;
  readonly call: string;
}

describe('P6: the walls between the realms in the database', () => {
  let t: TestDatabase;
  let tables: Thing[];
  let functions: Thing[];
  const clients = new Map<DatabaseRole, pg.Client>();
  const ours = `n.nspname NOT IN ('public', 'bullmq', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`;

  beforeAll(async () => {
    t = await freshDatabase();
    tables = (await t.owner.query<Thing>(`SELECT n.nspname AS schema, c.relname AS name, '' AS call FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1, 2`)).rows;
    functions = (await t.owner.query<Thing>(
      `SELECT n.nspname AS schema, p.proname AS name,
              CASE p.prokind WHEN 'p' THEN 'CALL ' ELSE 'SELECT ' END || format('%I.%I(%s)', n.nspname, p.proname,
                (SELECT string_agg('NULL::' || format_type(a.type, NULL), ', ' ORDER BY a.place) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, place))) AS call
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours} AND p.prorettype <> 'trigger'::regtype ORDER BY 1, 2`)).rows;
    for (const role of Object.keys(homes) as DatabaseRole[]) {
      const client = new pg.Client({ connectionString: roleUrl(t.config, role) });
      await client.connect();
      clients.set(role, client);
    }
  }, 60_000);
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await t.close();
  });

  const attempt = async (role: DatabaseRole, sql: string): Promise<string> => {
    const client = clients.get(role);
    if (client === undefined) throw new Error(`no connection of ${role}`);
    return client.query(sql).then(() => 'done', (error: { code?: string }) => error.code ?? 'failed');
  };
  const statements = ({ schema, name }: Thing): readonly string[] => [
    `SELECT * FROM ${schema}.${name}`, `SELECT count(*) FROM ${schema}.${name}`, `DELETE FROM ${schema}.${name}`, `TRUNCATE ${schema}.${name}`,
    `INSERT INTO ${schema}.${name} DEFAULT VALUES`, `COPY ${schema}.${name} TO STDOUT`,
  ];

  it('has tables and functions on both sides to try', () => {
    const count = (things: Thing[], schema: string): number => things.filter((thing) => thing.schema === schema).length;
    expect([count(tables, 'clin') > 12, count(tables, 'identity') > 9, count(tables, 'comm') > 15, count(tables, 'vault'), count(functions, 'vault') > 15]).toEqual([true, true, true, 6, true]);
    expect([...new Set([...tables, ...functions].map(({ schema }) => schema))].filter((schema) => !Object.values(homes).flat().includes(schema))).toEqual([]);
  });

  it.each(Object.keys(homes) as DatabaseRole[])('%s is refused every table of every schema that is not its own', async (role) => {
    const foreign = tables.filter(({ schema }) => !homes[role].includes(schema));
    const got = new Map<string, string>();
    for (const sql of foreign.flatMap(statements)) {
      const code = await attempt(role, sql);
      if (code !== denied) got.set(sql, code);
    }
    expect(foreign.length).toBeGreaterThan(15);
    expect([...got]).toEqual([]);
  });

  it.each(Object.keys(homes) as DatabaseRole[])('%s is refused every function of every schema that is not its own', async (role) => {
    const foreign = functions.filter(({ schema, name }) => !homes[role].includes(schema) || (peerRoles.includes(role) && ['app', 'clock'].includes(schema) && !common.includes(`${schema}.${name}`)));
    const got = new Map<string, string>();
    for (const { call } of foreign) {
      const code = await attempt(role, call);
      if (code !== denied) got.set(call, code);
    }
    expect(foreign.length).toBeGreaterThan(5);
    expect([...got]).toEqual([]);
  });

  it('lets no peer role call a function of the clinical realm that lies in a shared schema', async () => {
    const callable = await t.owner.query<{ name: string; role: string }>(
      `SELECT n.nspname || '.' || p.proname AS name, r.rolname AS role FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, pg_roles r
       WHERE n.nspname IN ('app', 'clock') AND r.rolname = ANY ($1) AND has_function_privilege(r.oid, p.oid, 'EXECUTE') ORDER BY 1, 2`, [peerRoles]);
    expect([...new Set(callable.rows.map(({ name }) => name))]).toEqual(common);
  });

  it('lets the bridge touch no table at all, its own schema included', async () => {
    for (const table of tables) for (const sql of statements(table)) expect([sql, await attempt('bridge', sql)]).toEqual([sql, denied]);
  });

  it('lets no role become another', async () => {
    for (const role of Object.keys(homes) as DatabaseRole[]) {
      for (const other of Object.keys(homes)) if (other !== role) expect([role, other, await attempt(role, `SET ROLE ${other}`)]).toEqual([role, other, denied]);
    }
  });

  it('knows no way from one side to the other by a foreign key', async () => {
    const { rows } = await t.owner.query(
      `SELECT k.conname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_namespace n ON n.oid = a.relnamespace
         JOIN pg_class b ON b.oid = k.confrelid JOIN pg_namespace m ON m.oid = b.relnamespace
       WHERE k.contype = 'f' AND (n.nspname IN ('comm', 'comm_audit', 'comm_outbox', 'vault')) <> (m.nspname IN ('comm', 'comm_audit', 'comm_outbox', 'vault'))`);
    expect(rows).toEqual([]);
  });
});
