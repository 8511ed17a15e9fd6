import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@evenkeel/database';
import type { AccountId, Actor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from './fresh-database.js';

const person = (last: number): Actor => ({
  kind: 'person', accountId: `00000000-0000-7000-8000-00000000000${last}` as AccountId, organisationId: '00000000-0000-7000-8000-000000000009',
  role: 'prescriber', patientId: null, sessionId: '00000000-0000-7000-8000-000000000008', steppedUpAt: null, requestId: 'test',
} as Actor);

describe('a statement that comes again and again', () => {
  let t: TestDatabase;
  let one: Database;
  beforeAll(async () => {
    t = await freshDatabase();
    // One connection, so that everybody gets the same one.
    one = await Database.connect(t.config, [], { app_clin: 1 });
  }, 60_000);
  afterAll(async () => { await one.close(); await t.close(); });

  it('is planned once on a connection, and asks anew who is asking each time', async () => {
    const asked = 'SELECT app.uid() AS uid, $1::int AS n';
    for (let n = 0; n < 60; n += 1) {
      const who = person((n % 3) + 1);
      expect(await one.as(who, (tx) => tx.query(asked, [n]))).toEqual([{ uid: who.accountId, n }]);
    }
    const kept = await one.as(person(1), (tx) => tx.query<{ statement: string; plans: number }>('SELECT statement, (generic_plans + custom_plans)::int AS plans FROM pg_prepared_statements'));
    expect(kept.find(({ statement }) => statement === asked)?.plans).toBeGreaterThan(30);
  });

  it('works again after one that failed, in the same transaction and after it', async () => {
    const fails = 'SELECT 1 / $1::int AS n';
    for (let n = 0; n < 40; n += 1) {
      const work = one.as(person(1), (tx) => tx.query(fails, [n % 2]));
      if (n % 2 === 0) await expect(work).rejects.toThrow(/division by zero/);
      else expect(await work).toEqual([{ n: 1 }]);
    }
  });
});
