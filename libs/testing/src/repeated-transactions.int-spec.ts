import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from './fresh-database.js';

const person = {
  kind: 'person', accountId: '00000000-0000-7000-8000-000000000001', organisationId: '00000000-0000-7000-8000-000000000002',
  role: 'prescriber', patientId: null, sessionId: '00000000-0000-7000-8000-000000000003', steppedUpAt: null, requestId: 'test',
} as Actor;

describe('a transaction of a person', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  it('survives a deadlock: both of two that wait for one another end well', async () => {
    const attempts = { one: 0, other: 0 };
    // They meet in the middle once; the attempt after that waits for nobody.
    let met = 0;
    let openGate = (): void => undefined;
    const gate = new Promise<void>((settle) => { openGate = settle; });
    const lock = (who: keyof typeof attempts, first: number, second: number): Promise<string> => t.database.as(person, async (tx) => {
      attempts[who] += 1;
      await tx.query('SELECT pg_advisory_xact_lock($1)', [first]);
      met += 1;
      if (met === 2) openGate();
      await gate;
      await tx.query('SELECT pg_advisory_xact_lock($1)', [second]);
      return who;
    });
    expect(await Promise.all([lock('one', 1, 2), lock('other', 2, 1)])).toEqual(['one', 'other']);
    expect(attempts.one + attempts.other).toBe(3);
  }, 20_000);

  it('leaves nothing behind of an attempt that failed, and rings once', async () => {
    await t.owner.query('CREATE TABLE clin.tried (attempt int)');
    await t.owner.query('GRANT ALL ON clin.tried TO app_clin');
    const rung: number[] = [];
    let attempt = 0;
    await t.database.as(person, async (tx) => {
      attempt += 1;
      const mine = attempt;
      await tx.execute('INSERT INTO clin.tried VALUES ($1)', [mine]);
      tx.afterCommit(() => rung.push(mine));
      if (mine < 3) await tx.query(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$`);
    });
    expect((await t.owner.query('SELECT attempt FROM clin.tried')).rows).toEqual([{ attempt: 3 }]);
    expect(rung).toEqual([3]);
  });

  it('gives up a lock that somebody keeps after three attempts, and is not repeated for what does not pass', async () => {
    const keeper = await t.owner.connect();
    await keeper.query('SELECT pg_advisory_lock(7)');
    let attempts = 0;
    await expect(t.database.as(person, async (tx) => {
      attempts += 1;
      await tx.query(`SET LOCAL lock_timeout = '30ms'`);
      await tx.query('SELECT pg_advisory_xact_lock(7)');
    })).rejects.toThrow(/lock timeout/);
    await keeper.query('SELECT pg_advisory_unlock(7)');
    keeper.release();
    expect(attempts).toBe(3);
    await expect(t.database.as(person, async (tx) => { attempts += 1; await tx.query('SELECT 1 / 0'); })).rejects.toThrow(/division by zero/);
    expect(attempts).toBe(4);
  });
});
