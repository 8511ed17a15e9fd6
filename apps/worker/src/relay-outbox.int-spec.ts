import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import type { JobRequest } from '@evenkeel/queue';
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
  const waiting = async (): Promise<number> => (await t.owner.query('SELECT 1 FROM outbox.message WHERE published_at IS NULL')).rowCount ?? -1;

  it('rings and enqueues what nobody has published, once', async () => {
    await add('changed', { topic: 'alert', subject: 'a1', patient: 'p1' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    expect(await relay.run(actor, queue)).toEqual({ taken: 2, failed: 0, more: false });
    expect(rung).toEqual(['a1']);
    expect(wished).toEqual([{ job: 'things.wash', payload: { thingId: 't1' }, requestId: 'r1' }]);
    expect(await relay.run(actor, queue)).toEqual({ taken: 0, failed: 0, more: false });
    expect(await waiting()).toBe(0);
  });

  it('keeps a wish that cannot be enqueued and delivers its neighbours', async () => {
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 'bad' });
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't2' });
    expect(await relay.run(actor, queue)).toEqual({ taken: 3, failed: 1, more: false });
    expect(wished.map(({ payload }) => payload['thingId'])).toEqual(['t1', 't2']);
    expect(await waiting()).toBe(1);
  });

  it('forgets after a day what was published, and never what was not', async () => {
    await add('changed', { topic: 'alert', subject: 'a1', patient: 'p1' });
    await relay.run(actor, queue);
    await add('changed', { topic: 'alert', subject: 'a2', patient: 'p1' });
    expect(await relay.forget(actor)).toBe(0);
    await t.clock.advance(25 * 3_600_000);
    expect(await relay.forget(actor)).toBe(1);
    expect(await waiting()).toBe(1);
  });

  it('loses nothing when it dies in the middle', async () => {
    await add('job', { queue: 'things', job: 'things.wash', thingId: 't1' });
    await expect(relay.run(actor, { add: async () => { throw new TypeError('dies'); } })).resolves.toMatchObject({ failed: 1 });
    expect(await waiting()).toBe(1);
    await relay.run(actor, queue);
    expect(wished.length).toBe(1);
  });
});
