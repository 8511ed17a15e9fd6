import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, PatientId, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { Audit } from './audit.js';
import { AuditStore } from './store/audit.store.js';
import { SealStore } from './store/seal.store.js';
import { VerificationStore } from './store/verification.store.js';
import { CheckChain } from './use-cases/check-chain.js';
import { SealEntries } from './use-cases/seal-entries.js';
import { VerifySeals } from './use-cases/verify-seals.js';

const engine: SystemActor = { kind: 'system', name: 'sealer', requestId: 'tick' };
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const ann = id(11) as PatientId;
const ben = id(12) as PatientId;
let requests = 0;
const prescriber = (): Actor => ({
  kind: 'person', accountId: id(1), organisationId: id(2), role: 'prescriber', patientId: null, sessionId: id(3), steppedUpAt: null,
  requestId: `request ${(requests += 1)}`,
} as Actor);
const scores = (patientId: PatientId) => ({ patientId, category: 'symptom_scores', basis: 'consent', object: { kind: 'check-in', id: null } });

describe('the audit', () => {
  let t: TestDatabase;
  const audit = new Audit(new AuditStore());
  let seal: SealEntries;
  let verify: VerifySeals;
  const written = async (requestId: string) =>
    (await t.owner.query(`SELECT patient_id, category, action FROM audit.entry WHERE request_id = $1 ORDER BY id`, [requestId])).rows;
  const record = (actor: Actor, action = 'test.do') =>
    t.database.as(actor, (tx) => audit.record(tx, { action, object: { kind: 'thing', id: '1' }, basis: 'self' }));
  /** Other test files run transactions on the same server, and a seal waits for the older ones. */
  const sealAll = async (): Promise<void> => {
    for (let i = 0; i < 100; i += 1) {
      while ((await seal.run(engine)) > 0);
      if ((await t.owner.query(`SELECT 1 FROM audit.entry e WHERE NOT EXISTS (SELECT FROM audit.seal s WHERE e.id <@ s.ids)`)).rowCount === 0) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error('Something was never sealed');
  };
  const tamper = async (sql: string): Promise<string[]> => {
    await t.owner.query(sql);
    return [...(await verify.run(engine)).problems];
  };

  beforeAll(async () => {
    t = await freshDatabase();
    seal = new SealEntries(t.database, new SealStore());
    verify = new VerifySeals(t.database, new SealStore());
  }, 60_000);
  afterAll(() => t.close());

  it('says who did what, in which role, in which request', async () => {
    const actor = prescriber();
    await t.database.as(actor, (tx) => audit.record(tx, { action: 'alert.acknowledge', object: { kind: 'alert', id: id(5) }, patientId: ann, category: 'alert_head', basis: 'membership' }));
    const { rows } = await t.owner.query(`SELECT * FROM audit.entry WHERE request_id = $1`, [actor.requestId]);
    expect(rows).toMatchObject([{
      actor_kind: 'person', actor_id: actor.accountId, acting_role: 'prescriber', organisation_id: actor.organisationId, action: 'alert.acknowledge',
      patient_id: ann, category: 'alert_head', object_kind: 'alert', object_id: id(5), basis: 'membership', at: new Date('2026-03-02T14:00:00Z'),
    }]);
  });

  it('writes a reading once per request, patient and category, across transactions of the request', async () => {
    const actor = prescriber();
    await t.database.as(actor, async (tx) => { await audit.read(tx, scores(ann)); await audit.read(tx, scores(ann)); });
    await t.database.as(actor, (tx) => audit.readAll(tx, [scores(ann), scores(ben), { ...scores(ann), category: 'free_text' }]));
    expect(await written(actor.requestId)).toEqual([
      { patient_id: ann, category: 'symptom_scores', action: 'read' },
      { patient_id: ben, category: 'symptom_scores', action: 'read' },
      { patient_id: ann, category: 'free_text', action: 'read' },
    ]);
    const next = prescriber();
    await t.database.as(next, (tx) => audit.read(tx, scores(ann)));
    expect(await written(next.requestId)).toHaveLength(1);
  });

  it('writes the reading again when the transaction that wrote it was rolled back', async () => {
    const actor = prescriber();
    await expect(t.database.as(actor, async (tx) => { await audit.read(tx, scores(ann)); throw new Error('undone'); })).rejects.toThrow('undone');
    await t.database.as(actor, (tx) => audit.read(tx, scores(ann)));
    expect(await written(actor.requestId)).toHaveLength(1);
  });

  it.each([
    `UPDATE audit.entry SET basis = 'other'`, `DELETE FROM audit.entry`, `TRUNCATE audit.entry`,
    `UPDATE audit.seal SET rows = 1`, `DELETE FROM audit.seal`, `INSERT INTO audit.seal SELECT * FROM audit.seal`,
  ])('cannot be changed by people of the application: %s', async (sql) => {
    await expect(t.database.as(prescriber(), (tx) => tx.query(sql))).rejects.toThrow(/permission denied/);
  });

  it.each([`UPDATE audit.entry SET basis = 'other'`, `DELETE FROM audit.entry`, `UPDATE audit.seal SET rows = 1`, `DELETE FROM audit.seal`])(
    'cannot be changed by the engine either: %s', async (sql) => {
      await expect(t.database.engine(engine, (tx) => tx.query(sql))).rejects.toThrow(/permission denied/);
    });

  it('can be read only by an auditor, and only of the own organisation', async () => {
    await record(prescriber());
    const count = (actor: Actor) => t.database.as(actor, async (tx) => (await tx.query('SELECT 1 FROM audit.entry')).length);
    expect(await count(prescriber())).toBe(0);
    expect(await count({ ...prescriber(), role: 'auditor' })).toBeGreaterThan(0);
    expect(await count({ ...prescriber(), role: 'auditor', organisationId: id(99) as Actor['organisationId'] })).toBe(0);
  });

  it('is sealed in links that verify', async () => {
    await sealAll();
    await record(prescriber());
    await sealAll();
    const report = await verify.run(engine);
    const { rows: [count] } = await t.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM audit.entry');
    expect(report).toMatchObject({ intact: true, problems: [], rows: count?.n, waiting: 0 });
    expect(report.seals).toBeGreaterThanOrEqual(2);
    expect(await seal.run(engine)).toBe(0);
  });

  it('does not seal past a transaction that still runs, and covers its rows once it has ended', async () => {
    const slow = await t.owner.connect();
    await slow.query('BEGIN');
    await slow.query(`INSERT INTO audit.entry (at, actor_kind, actor_id, action, object_kind, basis, request_id) VALUES (clock.now(), 'system', 'slow', 'test.slow', 'thing', 'system', 'slow')`);
    await record(prescriber(), 'test.quick');
    expect(await seal.run(engine)).toBe(0);
    await slow.query('COMMIT');
    slow.release();
    await sealAll();
    expect((await verify.run(engine)).intact).toBe(true);
  });

  it('covers a number that was handed out before it and used after it', async () => {
    const { rows: [early] } = await t.owner.query<{ id: string }>(`SELECT nextval(pg_get_serial_sequence('audit.entry', 'id')) AS id`);
    await record(prescriber(), 'test.later');
    await sealAll();
    await t.owner.query(`INSERT INTO audit.entry (id, at, actor_kind, actor_id, action, object_kind, basis, request_id)
      OVERRIDING SYSTEM VALUE VALUES ($1, clock.now(), 'system', 'late', 'test.late', 'thing', 'system', 'late')`, [early?.id]);
    expect((await verify.run(engine)).intact).toBe(true);
    await sealAll();
    expect(await verify.run(engine)).toMatchObject({ intact: true, waiting: 0 });
  });

  it.each([
    ['a changed row', `UPDATE audit.entry SET basis = 'other' WHERE id = (SELECT min(id) FROM audit.entry)`, /rows of seal 1 were changed/],
    ['a removed row', `DELETE FROM audit.entry WHERE id = (SELECT max(id) FROM audit.entry)`, /rows of seal \d+ were changed/],
    ['a row moved to another time', `UPDATE audit.entry SET at = at + interval '1 microsecond' WHERE id = (SELECT min(id) FROM audit.entry)`, /seal 1 were changed/],
    ['two rows that changed places', `WITH two AS (SELECT min(id) AS one, min(id) + 1 AS other FROM audit.entry)
      UPDATE audit.entry e SET action = o.action, basis = o.basis, request_id = o.request_id, actor_id = o.actor_id FROM two, audit.entry o
       WHERE (e.id = two.one AND o.id = two.other) OR (e.id = two.other AND o.id = two.one)`, /seal 1 were changed/],
    ['a tail cut off before the newest seal', `DELETE FROM audit.entry WHERE id > (SELECT min(id) + 2 FROM audit.entry)`, /rows of seal \d+ were changed/],
    ['all rows gone', `TRUNCATE audit.entry`, /rows of seal 1 were changed/],
    ['a seal that was computed anew for changed rows', `UPDATE audit.seal SET previous = '\\x00' WHERE number = 2`, /seal 2 does not hang on the one before/],
    ['a removed seal', `DELETE FROM audit.seal WHERE number = 1`, /seal 1 is missing/],
    ['a smuggled row', `INSERT INTO audit.entry (id, at, actor_kind, actor_id, action, object_kind, basis, request_id)
      OVERRIDING SYSTEM VALUE VALUES (0, clock.now(), 'system', 'x', 'x', 'x', 'x', 'x')`, /1 rows lie behind the newest seal/],
  ])('detects %s', async (_what, sql, problem) => {
    await sealAll();
    expect((await verify.run(engine)).intact).toBe(true);
    const copy = await t.owner.query('SELECT * FROM audit.entry');
    const seals = await t.owner.query('SELECT * FROM audit.seal');
    expect((await tamper(sql)).join()).toMatch(problem);
    await restore(copy.rows, seals.rows);
    expect((await verify.run(engine)).intact).toBe(true);
  });

  it('detects a chain that was cut off with its seals, by the seal of the check before', async () => {
    const check = new CheckChain(t.database, verify, new SealStore(), new VerificationStore());
    await sealAll();
    expect(await check.run(engine)).toMatchObject({ intact: true, problems: [] });
    const copy = await t.owner.query('SELECT * FROM audit.entry');
    const seals = await t.owner.query('SELECT * FROM audit.seal');
    await t.owner.query(`DELETE FROM audit.entry WHERE id <@ (SELECT ids FROM audit.seal ORDER BY number DESC LIMIT 1); DELETE FROM audit.seal WHERE number = (SELECT max(number) FROM audit.seal)`);
    expect((await verify.run(engine)).intact).toBe(true);
    expect((await check.run(engine)).problems.join()).toMatch(/the newest seal of the check before, number \d+, is gone/);
    await restore(copy.rows, seals.rows);
    expect((await check.run(engine)).intact).toBe(true);
    await expect(t.database.engine(engine, (tx) => tx.query('DELETE FROM audit.verification'))).rejects.toThrow(/permission denied/);
    await expect(t.database.as({ ...prescriber(), role: 'auditor' }, (tx) => tx.query('UPDATE audit.verification SET intact = true'))).rejects.toThrow(/permission denied/);
  });

  /** Puts both tables back as they were, value by value. */
  async function restore(entries: Record<string, unknown>[], seals: Record<string, unknown>[]): Promise<void> {
    await t.owner.query('TRUNCATE audit.entry, audit.seal');
    for (const [table, rows] of [['entry', entries], ['seal', seals]] as const) {
      for (const row of rows) {
        const names = Object.keys(row);
        await t.owner.query(`INSERT INTO audit.${table} (${names.join(', ')}) ${table === 'entry' ? 'OVERRIDING SYSTEM VALUE' : ''}
          VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row));
      }
    }
  }
});
