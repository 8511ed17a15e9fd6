import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from './fresh-database.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };
const nobody = {
  kind: 'person', accountId: '00000000-0000-7000-8000-000000000001', organisationId: '00000000-0000-7000-8000-000000000002',
  role: 'prescriber', patientId: null, sessionId: '00000000-0000-7000-8000-000000000003', steppedUpAt: null, requestId: 'test',
} as Actor;

describe('a fresh database', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  it('has a clock that stands still until it is moved', async () => {
    const before = await t.database.engine(engine, (tx) => tx.now());
    expect(before.toISOString()).toBe('2026-03-02T14:00:00.000Z');
    await t.clock.advance(90_000);
    expect((await t.database.engine(engine, (tx) => tx.now())).toISOString()).toBe('2026-03-02T14:01:30.000Z');
  });

  it('knows who is asking inside a transaction and forgets it afterwards', async () => {
    const asked = await t.database.as(nobody, (tx) => tx.one<{ uid: string; role: string }>(`SELECT app.uid() AS uid, app.acting_role() AS role`));
    expect(asked).toEqual({ uid: nobody.accountId, role: 'prescriber' });
    const left = await t.database.as({ ...nobody, accountId: '' as Actor['accountId'] }, (tx) => tx.one<{ uid: string | null }>(`SELECT app.uid() AS uid`));
    expect(left.uid).toBeNull();
  });

  it('throws on a nested transaction instead of waiting for a second connection', async () => {
    await expect(t.database.engine(engine, () => t.database.engine(engine, async () => 1))).rejects.toThrow(/already open/);
  });

  it('runs what was left for after the commit, and only then', async () => {
    const rung: string[] = [];
    await t.database.engine(engine, async (tx) => { tx.afterCommit(() => rung.push('committed')); expect(rung).toEqual([]); });
    await expect(t.database.engine(engine, async (tx) => { tx.afterCommit(() => rung.push('never')); throw new Error('undone'); })).rejects.toThrow('undone');
    expect(rung).toEqual(['committed']);
  });

  it('shows a stranger nothing, table by table', async () => {
    const { rows } = await t.owner.query<{ name: string }>(`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.role_table_grants
      WHERE grantee = 'app_clin' AND privilege_type = 'SELECT' AND table_name NOT IN ('role_category')`);
    expect(rows.length).toBeGreaterThan(10);
    for (const { name } of rows) {
      const seen = await t.database.as(nobody, (tx) => tx.query(`SELECT 1 FROM ${name} LIMIT 1`));
      expect([name, seen]).toEqual([name, []]);
    }
  });
});
