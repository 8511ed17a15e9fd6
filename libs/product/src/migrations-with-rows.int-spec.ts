import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, migrationNames, printCatalogue, revertLast } from '@evenkeel/database';
import { plainDatabase, type PlainDatabase } from '@evenkeel/testing';
import { seedDemo } from './demo/seed-demo.js';

/** Rows by table, each row as JSON by column. */
type Content = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

/**
 * What going down takes away besides the tables that the migration made, in tables that stay: columns it had added, and rows
 * that cannot be said without it. docs/operations.md tells operators the same.
 */
const taken: Readonly<Record<string, { readonly columns?: readonly string[]; readonly rows?: readonly string[] }>> = {
  '0025_unsealing_desk': {
    columns: ['vault.unsealing.crossing_id', 'vault.unsealing.danger', 'vault.unsealing.declined_at', 'vault.unsealing.declined_by', 'vault.unsealing.ended_at', 'vault.unsealing.looked_at', 'vault.unsealing.reason_enc'],
  },
  '0017_taper_plans': { columns: ['clin.check_in_schedule.after_care_of'] },
  '0015_kept_wishes': { columns: ['outbox.message.done_at'] },
  '0016_overdue_crises': { columns: ['comm.post.told', 'comm.post.told_at', 'comm.report.told', 'comm.report.told_at'] },
  '0014_peer': { rows: ['identity.membership'] },
  '0013_care_team_access': { columns: ['clin.care_team_member.ended_by', 'identity.patient.name_index'] },
  '0012_identity_access': {
    columns: ['identity.credential.handle', 'identity.credential.last_step', 'identity.credential.pending', 'identity.credential.sign_count', 'identity.organisation.second_factor_required'],
  },
};

describe('migrations on a database with a clinic in it', () => {
  let d: PlainDatabase;
  let folder: string;
  const query = async <Row>(sql: string): Promise<Row[]> => (await d.owner.query(sql)).rows as Row[];

  const content = async (): Promise<Content> => {
    const tables = await query<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('public', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`);
    const found = new Map<string, Record<string, unknown>[]>();
    for (const { name } of tables) {
      found.set(name, (await query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(t) AS row FROM ${name} t ORDER BY to_jsonb(t)::text`)).map(({ row }) => row));
    }
    return found;
  };
  const columns = async (): Promise<string[]> => (await query<{ name: string }>(`SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('public', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`)).map(({ name }) => name);
  const tableOf = (column: string): string => column.slice(0, column.lastIndexOf('.'));

  /** The rows of a table without some columns, in an order that does not depend on them. */
  const without = (rows: Content, table: string, gone: ReadonlySet<string>): string[] =>
    (rows.get(table) ?? []).map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !gone.has(`${table}.${name}`)).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-upgrade-'));
    d = await plainDatabase();
    await migrate(d.config);
    await seedDemo({ ...d.config, EVENKEEL_DATA_DIR: folder, EVENKEEL_DEMO: true });
  }, 120_000);
  afterAll(async () => {
    await d.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('go down one by one and take away nothing but what is listed, and up again from each state with every row in place', async () => {
    const whole = await printCatalogue({ query });
    const names = migrationNames();
    expect((await content()).get('clin.check_in_answer')?.length).toBeGreaterThan(1000);
    // Down to the state before each migration in turn, from the newest to the second: each time with everything that state can hold.
    for (let steps = 1; steps < names.length; steps += 1) {
      for (let step = 1; step < steps; step += 1) await revertLast(d.config);
      const [above, has] = [await content(), await columns()];
      const name = names[names.length - steps] ?? '';
      await revertLast(d.config);
      const [below, left] = [await content(), await columns()];
      const gone = has.filter((column) => !left.includes(column) && below.has(tableOf(column)));
      expect([name, gone]).toEqual([name, taken[name]?.columns ?? []]);
      const fewer = [...below.keys()].filter((table) => JSON.stringify(without(above, table, new Set(gone))) !== JSON.stringify(without(below, table, new Set())));
      expect([name, fewer]).toEqual([name, taken[name]?.rows ?? []]);
      for (const table of fewer) expect(below.get(table)?.length).toBeLessThan(above.get(table)?.length ?? 0);

      expect(await migrate(d.config)).toHaveLength(steps);
      const again = await content();
      const added = new Set((await columns()).filter((column) => !left.includes(column)));
      for (const table of below.keys()) expect([name, table, without(again, table, added)]).toEqual([name, table, without(below, table, new Set())]);
      expect(await printCatalogue({ query })).toBe(whole);
    }
  }, 300_000);
});
