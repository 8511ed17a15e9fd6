import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, Outbox, type StoredMessage, type Tx } from '@evenkeel/database';
import type { Actor, SystemActor } from '@evenkeel/kernel';
import { freshDatabase, type TestDatabase } from './fresh-database.js';
import { tapWire } from './wire-tap.js';

const engine: SystemActor = { kind: 'system', name: 'test', requestId: 'test' };
const person = {
  kind: 'person', accountId: '00000000-0000-7000-8000-000000000001', organisationId: '00000000-0000-7000-8000-000000000002',
  role: 'prescriber', patientId: null, sessionId: '00000000-0000-7000-8000-000000000003', steppedUpAt: null, requestId: 'test',
} as Actor;

const nested = async <T>(depth: number, work: () => Promise<T>): Promise<T> => (depth === 0 ? work() : await nested(depth - 1, work));

const insert = `INSERT INTO outbox.message (topic, payload, request_id, created_at) VALUES ('t', '{}', $1, clock.now())`;

describe('a transaction', () => {
  let t: TestDatabase;
  beforeAll(async () => { t = await freshDatabase(); }, 60_000);
  afterAll(() => t.close());

  const stored = async (requestId: string): Promise<number> =>
    (await t.owner.query('SELECT 1 FROM outbox.message WHERE request_id = $1', [requestId])).rowCount ?? 0;

  it.each([['of a person', (work: (tx: Tx) => Promise<unknown>) => t.database.as(person, work)], ['of the engine', (work: (tx: Tx) => Promise<unknown>) => t.database.engine(engine, work)]])(
    '%s is the only place in which anything is written', async (_, begin) => {
      const outside = begin(async (tx) => {
        await tx.execute('COMMIT');
        await tx.execute(insert, ['outside']);
      });
      await expect(outside).rejects.toThrow(/read-only transaction/);
      expect(await stored('outside')).toBe(0);
    });

  it('that could not be opened does nothing and leaves nobody behind', async () => {
    let went = false;
    const unopened = t.database.as({ ...person, requestId: 'no\0text' }, async (tx) => {
      await tx.execute(insert, ['unopened']);
      went = true;
    });
    await expect(unopened).rejects.toThrow(/invalid byte sequence/);
    expect([went, await stored('unopened')]).toEqual([false, 0]);
    await expect(t.database.as({ ...person, requestId: 'no\0text' }, async (tx) => { await Promise.resolve(); tx.leave(insert, () => ['unopened']); })).rejects.toThrow();
    expect(await stored('unopened')).toBe(0);
    expect(await t.database.as({ ...person, accountId: '' as Actor['accountId'] }, (tx) => tx.query('SELECT app.uid() AS uid'))).toEqual([{ uid: null }]);
  });

  it('is not called committed when a failure in it was swallowed', async () => {
    const rung: string[] = [];
    const swallowed = t.database.engine(engine, async (tx) => {
      tx.afterCommit(() => rung.push('committed'));
      await tx.execute(insert, ['swallowed']);
      await tx.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow(/Rolled back instead of committed/);
    expect([rung, await stored('swallowed')]).toEqual([[], 0]);
  });

  it('fails as a whole when what was left for its end fails', async () => {
    const rung: string[] = [];
    const failing = t.database.engine(engine, async (tx) => {
      await tx.execute(insert, ['left']);
      tx.leave(insert, () => ['left'], () => rung.push('left'));
      tx.leave('SELECT 1 / 0', () => []);
      tx.afterCommit(() => rung.push('committed'));
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    expect([rung, await stored('left')]).toEqual([[], 0]);
  });

  it('is dead once its function has ended, so that a late statement runs nowhere', async () => {
    let kept: Tx | undefined;
    await t.database.engine(engine, (tx) => { kept = tx; return Promise.resolve(); });
    await expect(kept?.query('SELECT 1')).rejects.toThrow(/has ended/);
    expect(() => kept?.manager).toThrow(/has ended/);
    expect(() => kept?.leave(insert, () => ['late'])).toThrow(/has ended/);
  });

  it('says which of several statements failed, and goes on with none of them', async () => {
    const together = t.database.engine(engine, (tx) => Promise.all([tx.execute(insert, ['together']), tx.query('SELECT 1 / 0'), tx.execute(insert, ['together'])]));
    await expect(together).rejects.toThrow(/division by zero/);
    expect(await stored('together')).toBe(0);
    // However deep in the work the one that failed is, and however soon the others are heard.
    const deep = t.database.engine(engine, (tx) => Promise.all([nested(6, () => tx.query('SELECT 1 / 0')), tx.query('SELECT 1')]));
    await expect(deep).rejects.toThrow(/division by zero/);
    expect(await t.database.engine(engine, (tx) => tx.one('SELECT 1 AS fine'))).toEqual({ fine: 1 });
  });

  it('sends all its news in one statement and rings them in the order in which they came', async () => {
    const outbox = new Outbox();
    const rung: StoredMessage[] = [];
    outbox.onCommit((message) => rung.push(message));
    const subjects = Array.from({ length: 40 }, (_, index) => `news ${index}`);
    const tap = await tapWire(t.config.DATABASE_URL);
    const database = await Database.connect({ ...t.config, DATABASE_URL: tap.url }, [], { engine: 1 });
    tap.take();
    const seen = await database.engine({ ...engine, requestId: 'news' }, async (tx) => {
      for (const subject of subjects) await outbox.add(tx, { topic: 'changed', payload: { subject } });
      return tx.query(`SELECT 1 FROM outbox.message WHERE request_id = 'news'`);
    });
    const { trips } = tap.take();
    await database.close();
    await tap.close();
    expect([seen, trips.map((trip) => trip.length)]).toEqual([[], [2, 2]]);
    const { rows } = await t.owner.query<{ id: string; subject: string }>(`SELECT id, payload->>'subject' AS subject FROM outbox.message WHERE request_id = 'news' ORDER BY id`);
    expect(rows.map(({ subject }) => subject)).toEqual(subjects);
    expect(rung.map(({ id, payload, requestId }) => ({ id, subject: payload['subject'], requestId }))).toEqual(rows.map((row) => ({ ...row, requestId: 'news' })));
  });

  it('needs no connection of its own for one question to the gate, and refuses a second question', async () => {
    expect(await t.database.gateOnce((queries) => queries.query('SELECT app.uid() AS uid'))).toEqual([{ uid: null }]);
    await expect(t.database.gateOnce(async (queries) => { await queries.query('SELECT 1'); await queries.query('SELECT 1'); })).rejects.toThrow(/One statement only/);
    await expect(t.database.engine(engine, () => t.database.gateOnce((queries) => queries.query('SELECT 1')))).rejects.toThrow(/already open/);
  });
});

describe('the tap on the wire', () => {
  it('counts what was waited for, and tells apart what went together', async () => {
    const t = await freshDatabase();
    const tap = await tapWire(t.config.DATABASE_URL);
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: tap.url });
    try {
      await client.connect();
      tap.take();
      await client.query('SELECT 1');
      await client.query('SELECT $1::int', [2]);
      expect(tap.take()).toEqual({ roundTrips: 2, trips: [['SELECT 1'], ['SELECT $1::int']] });
      expect(tap.take().roundTrips).toBe(0);
    } finally {
      await client.end();
      await tap.close();
      await t.close();
    }
  });
});
