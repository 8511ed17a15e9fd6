import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseRoles, migrate, migrationNames, printCatalogue, revertLast } from '@evenkeel/database';
import { plainDatabase, type PlainDatabase } from './plain-database.js';

const golden = path.join(import.meta.dirname, '../../platform/database/schema.sql');

/** Tables that need no row-level security, each with its reason. */
const unprotected: readonly string[] = [];

/** Functions that run with the owner's rights, because what they do is what the caller must not be able to do at large. */
const definers = [
  'app.admit_patient', 'app.belongs_to', 'app.granted', 'app.join_team', 'app.known_staff', 'app.only_in_emergency', 'app.schema_version', 'app.team_invitation_stands',
  'clin.emergency_matches', 'clin.end_alert_grants', 'clin.grant_for_alert', 'clin.note_stale_months', 'clin.open_break_glass', 'clin.recent_scores', 'clin.refresh_grants', 'clin.responders',
  'comm.companions', 'comm.hold_reported', 'comm.leave_notice', 'comm.moderates', 'comm.own_group', 'comm.reads_group', 'comm.session_behind', 'comm.standing',
  'comm.touch_thread', 'comm.use_entry_ticket', 'comm.use_socket_ticket', 'comm.writers', 'identity.moderate_alone',
  'vault.ask_unsealing', 'vault.check_name', 'vault.decline_unsealing', 'vault.desk', 'vault.end_entered', 'vault.end_sessions', 'vault.end_unsealing', 'vault.enter', 'vault.entries_to_end', 'vault.find', 'vault.grant_unsealing', 'vault.group_ids', 'vault.groups', 'vault.issue',
  'vault.note', 'vault.owners_to_notify', 'vault.personas_to_end', 'vault.raise', 'vault.settle_crossing', 'vault.take_crossings', 'vault.take_notices', 'vault.take_overdue', 'vault.unseal', 'vault.unsealings'];

const quoted = databaseRoles.map((role) => `'${role}'`).join(', ');

describe('S5: the catalogue of a migrated database', () => {
  let d: PlainDatabase;
  const rows = async <Row>(sql: string): Promise<Row[]> => (await d.owner.query(sql)).rows as Row[];
  const ours = `n.nspname NOT IN ('public', 'bullmq', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`;
  const print = () => printCatalogue({ query: rows });

  beforeAll(async () => { d = await plainDatabase(); await migrate(d.config); }, 60_000);
  afterAll(() => d.close());

  it('is the golden file, with every policy and every right', async () => {
    const printed = await print();
    if (process.env['EVENKEEL_WRITE_GOLDEN'] === '1') writeFileSync(golden, printed);
    expect(printed).toBe(readFileSync(golden, 'utf8'));
  });

  it('protects every table by enabled and forced row-level security', async () => {
    const open = await rows<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${ours} AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1`);
    expect(open.map((each) => each.name)).toEqual(unprotected);
    const [{ count } = { count: 0 }] = await rows<{ count: number }>(`SELECT count(*)::int AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind = 'r'`);
    expect(count).toBeGreaterThan(25);
  });

  it('lets a table that is protected by nothing but a policy for everybody belong to nobody but the engines and the gate', async () => {
    const wide = await rows<{ name: string }>(`SELECT n.nspname || '.' || c.relname || ' ' || p.polname AS name FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${ours} AND pg_get_expr(p.polqual, p.polrelid) = 'true' AND p.polroles && ARRAY[0::oid, 'app_clin'::regrole::oid, 'app_comm'::regrole::oid, 'bridge'::regrole::oid] ORDER BY 1`);
    expect(wide.map((each) => each.name)).toEqual(['clin.role_category everyone', 'comm_outbox.message returning_id', 'outbox.message returning_id']);
  });

  it('has no function with the owner\'s rights but the named ones, each with a fixed search path and closed to the public', async () => {
    const found = await rows<{ name: string; fixed: boolean; open: boolean }>(`SELECT n.nspname || '.' || p.proname AS name,
        coalesce(p.proconfig @> ARRAY['search_path=pg_catalog'], false) AS fixed, has_function_privilege('public', p.oid, 'EXECUTE') AS open
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours} AND p.prosecdef ORDER BY 1`);
    expect(found).toEqual(definers.map((name) => ({ name, fixed: true, open: false })));
  });

  it('gives the roles of the application nothing that gets around policies', async () => {
    expect(await rows(`SELECT rolname FROM pg_roles WHERE rolname IN (${quoted}) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit OR rolreplication)`)).toEqual([]);
    expect(await rows(`SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants
      WHERE grantee IN (${quoted}, 'PUBLIC') AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES') AND table_schema NOT IN ('pg_catalog', 'information_schema')`)).toEqual([]);
    expect(await rows(`SELECT relname FROM pg_class WHERE relowner::regrole::text IN (${quoted})`)).toEqual([]);
    expect(await rows(`SELECT n.nspname FROM pg_namespace n WHERE (${ours} OR n.nspname = 'public') AND EXISTS (SELECT FROM pg_roles r WHERE r.rolname IN (${quoted}) AND has_schema_privilege(r.oid, n.oid, 'CREATE'))`)).toEqual([]);
    expect(await rows(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind = 'v' AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)`)).toEqual([]);
  });

  it('gives the gate no right on the clinical schema', async () => {
    expect(await rows(`SELECT 1 WHERE has_schema_privilege('gate', 'clin', 'USAGE')`)).toEqual([]);
  });
});

describe('the migrations', () => {
  it('lead down to nothing and up to the same again', async () => {
    const d = await plainDatabase();
    const query = async <Row>(sql: string): Promise<Row[]> => (await d.owner.query(sql)).rows as Row[];
    try {
      await migrate(d.config);
      const first = await printCatalogue({ query });
      for (const _ of migrationNames()) await revertLast(d.config);
      const left = await query<{ nspname: string }>(`SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')`);
      expect(left).toEqual([]);
      expect(await migrate(d.config)).toHaveLength(migrationNames().length);
      expect(await printCatalogue({ query })).toBe(first);
      expect(await migrate(d.config)).toEqual([]);
    } finally {
      await d.close();
    }
  }, 60_000);
});
