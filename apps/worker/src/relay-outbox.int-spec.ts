import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { type JobRequest, QueueAway } from '@evenkeel/queue';
import { Doorbell } from '@evenkeel/realtime';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { RelayOutbox } from './relay-outbox.js';

const actor: SystemActor = { kind: 'system', name: 'test', requestId: 'r1' };

describe('the relay', () => {
  let t: TestDatabase;
  let relay: RelayOutbox;
  const outbox = new Outbox();
  const rung: string[] = [];
  const wished: JobRequest[] = [];
  const queue = { add: async (requests: readonly JobRequest[]): Promise<void> => {
    if (requests.some(({ payload }) => payload['thingId'] === 'bad')) throw new Error('no');
    wished.push(...requests);
  } };
  beforeAll(async () => {
    t = await freshDatabase();
    const bell = new Doorbell();
    bell.connect({ emit: (_rooms, { subject }) => { rung.push(subject); }, disconnect: () => undefined });
    relay = new RelayOutbox(t.database, outbox, bell);
  }, 60_000);
  beforeEach(async () => { rung.length = 0; wished.length = 0; await t.owner.query('DELETE FROM outbox.message'); });
  afterAll(() => t.close());

  const add = (topic: string, payload: Record<string, string>) => t.database.engine(actor, (tx) => outbox.add(tx, { topic, payload }));
  const count = async (where: string): Promise<number> => (await t.owner.query(`SELECT 1 FROM outbox.message WHERE ${where}`)).rowCount ?? -1;
  const waiting = (): Promise<number> => count('published_at IS NULL');
  const away = { add: async () => { throw new QueueAway(); } };

  it('rings and enqueues what nobody has published, once', async () => {
    await add('changed', { topic: 'alert', subject: 'a1', patient: 'p1' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    expect(await relay.ring(actor)).toBe(false);
    expect(await relay.ask(actor, queue)).toEqual({ asked: 1, refused: 0, more: false });
    expect(rung).toEqual(['a1']);
    expect(wished).toEqual([{ job: 'things.wash', payload: { thingId: 't1' }, requestId: 'r1', wish: expect.stringMatching(/^\d+$/) }]);
    expect(await relay.ask(actor, queue)).toEqual({ asked: 0, refused: 0, more: false });
    await relay.ring(actor);
    expect(rung).toEqual(['a1']);
    expect(await waiting()).toBe(0);
  });

  it('keeps a wish that cannot be enqueued and delivers its neighbours', async () => {
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 'bad' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't2' });
    expect(await relay.ask(actor, queue)).toEqual({ asked: 2, refused: 1, more: false });
    expect(wished.map(({ payload }) => payload['thingId'])).toEqual(['t1', 't2']);
    expect(await count('done_at IS NULL')).toBe(3);
    await t.clock.advance(2 * 60_000 + 1);
    expect(await relay.keep(actor, wished.map(({ wish }) => wish))).toBe(1);
    expect(await relay.ask(actor, queue)).toMatchObject({ asked: 0, refused: 1 });
  });

  it('asks again for what was asked for and not done, less and less often, until it is done', async () => {
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    await relay.ask(actor, queue);
    await t.clock.advance(2 * 60_000 - 1000);
    expect(await relay.keep(actor, [])).toBe(0);
    for (const [time, minutes] of [[1, 2], [2, 4], [3, 6]] as const) {
      await t.owner.query(`UPDATE outbox.message SET published_at = clock.now() - interval '${minutes} minutes 1 second'`);
      expect(await relay.keep(actor, [])).toBe(1);
      expect(await relay.ask(actor, queue)).toMatchObject({ asked: 1 });
      expect(wished.length).toBe(time + 1);
      await t.clock.advance(minutes * 60_000);
      expect(await relay.keep(actor, [])).toBe(0);
    }
    await t.clock.advance(48 * 3_600_000);
    expect(await relay.forget(actor)).toBe(0);
    expect(await relay.keep(actor, wished.slice(0, 1).map(({ wish }) => wish))).toBe(0);
    expect(await relay.ask(actor, queue)).toMatchObject({ asked: 0 });
    expect(await relay.forget(actor)).toBe(1);
  });

  it('leaves everything as it is while the queue is away, and rings all the same behind any number of wishes', async () => {
    await t.owner.query(`INSERT INTO outbox.message (topic, payload, request_id, created_at) SELECT 'job', jsonb_build_object('job', 'things.wash', 'thingId', 't' || n), 'r1', clock.now() FROM generate_series(1, 450) n`);
    await add('changed', { topic: 'alert', subject: 'a1', patient: 'p1' });
    for (let round = 0; round < 3; round += 1) await expect(relay.ask(actor, away)).rejects.toThrow(QueueAway);
    await relay.ring(actor);
    expect(rung).toEqual(['a1']);
    expect(await count('attempts > 0 AND topic = $$job$$')).toBe(0);
    let rounds = 1;
    while ((await relay.ask(actor, queue)).more) rounds += 1;
    expect([rounds, wished.length]).toEqual([3, 450]);
  });

  it('forgets after a day what was published, and never what was not', async () => {
    await add('changed', { topic: 'alert', subject: 'a1', patient: 'p1' });
    await relay.ring(actor);
    await add('changed', { topic: 'alert', subject: 'a2', patient: 'p1' });
    expect(await relay.forget(actor)).toBe(0);
    await t.clock.advance(25 * 3_600_000);
    expect(await relay.forget(actor)).toBe(1);
    expect(await waiting()).toBe(1);
  });
});
