import type { ClientBase } from 'pg';
import type { Column, Manifest, Table } from './format.js';
import { BackupRefused } from './refused.js';
import { audits } from './what-is-kept.js';

/** Schemas that our migrations make. The queue library keeps its own tables to itself: jobs are computed again from rows. */
const ours = `n.nspname NOT IN ('public', 'bullmq', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`;

/** Makes the text of every value independent of how this server, or this role, likes to print it. Ends with the transaction. */
export const plainText = `
  SET LOCAL client_encoding = 'UTF8'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0`;

/** Our tables by name, each with the columns that hold something: generated ones are computed again. */
export async function readTables(owner: ClientBase): Promise<Table[]> {
  const { rows } = await owner.query<{ name: string; columns: Column[] }>(`
    SELECT n.nspname || '.' || c.relname AS name,
           json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE ${ours} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname`);
  return rows;
}

export async function readSequences(owner: ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind = 'S' ORDER BY 1`);
  const found: { name: string; last: string; called: boolean }[] = [];
  for (const { name } of rows) {
    const { rows: [state] } = await owner.query<{ last: string; called: boolean }>(`SELECT last_value::text AS last, is_called AS called FROM ${quoted(name)}`);
    if (state !== undefined) found.push({ name, ...state });
  }
  return found;
}

/** Names in the ledger of migrations, oldest first; none if there is no ledger. */
export async function readLedger(owner: ClientBase): Promise<string[]> {
  const { rows: [there] } = await owner.query<{ ledger: string | null }>(`SELECT to_regclass('public.migration')::text AS ledger`);
  if ((there?.ledger ?? null) === null) return [];
  return (await owner.query<{ name: string }>('SELECT name FROM public.migration ORDER BY id')).rows.map(({ name }) => name);
}

export async function readSeals(owner: ClientBase): Promise<Manifest['seals']> {
  const seals: { audit: string; number: string; hash: string }[] = [];
  for (const audit of audits) {
    if (!(await exists(owner, `${audit}.seal`))) continue;
    const { rows: [seal] } = await owner.query<{ number: string; hash: string }>(
      `SELECT number::text AS number, encode(hash, 'hex') AS hash FROM ${quoted(`${audit}.seal`)} ORDER BY seal.number DESC LIMIT 1`);
    if (seal !== undefined) seals.push({ audit, ...seal });
  }
  return seals;
}

export const exists = async (owner: ClientBase, name: string): Promise<boolean> =>
  (await owner.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name])).rows[0]?.there === true;

/**
 * Makes sure that no policy hides a row from this role. A superuser is past all of them and says so; an owner is let through
 * by the policy `owner` of each table. Anybody else would save an empty table without a word.
 */
export async function requireEveryRow(owner: ClientBase): Promise<void> {
  const { rows: [me] } = await owner.query<{ past: boolean }>(`SELECT rolsuper OR rolbypassrls AS past FROM pg_roles WHERE rolname = current_user`);
  if (me?.past === true) {
    await owner.query('SET LOCAL row_security = off');
    return;
  }
  const { rows } = await owner.query<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_roles me ON me.rolname = current_user
     WHERE ${ours} AND c.relkind IN ('r', 'p') AND (c.relowner <> me.oid OR (c.relrowsecurity AND c.relforcerowsecurity AND (
       NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd = '*' AND me.oid = ANY (p.polroles) AND pg_get_expr(p.polqual, p.polrelid) = 'true')
       OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polroles && ARRAY[0::oid, me.oid]))))
     ORDER BY 1`);
  if (rows.length > 0) {
    throw new BackupRefused(`The role of DATABASE_URL may not see every row of ${some(rows.map(({ name }) => name))}. It has to be the owner, who ran the migrations.`);
  }
}

/** What stands in the way of a restore: anything in this database that did not come with an extension. */
export async function readObstacles(owner: ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT 'schema ' || n.nspname FROM pg_namespace n WHERE ${ours}
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
    ORDER BY 1`);
  return rows.map(({ name }) => name);
}

/** A few of many names. */
export const some = (names: readonly string[]): string => names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** `schema.name` for a statement. */
export const quoted = (name: string): string => name.split('.').map(quotedWord).join('.');
export const quotedWord = (word: string): string => `"${word.replaceAll('"', '""')}"`;

export const columnList = (table: Table): string => table.columns.map(({ name }) => quotedWord(name)).join(', ');
