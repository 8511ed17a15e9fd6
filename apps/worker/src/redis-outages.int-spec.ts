import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { Outbox } from '@evenkeel/database';
import type { PatientId, SystemActor } from '@evenkeel/kernel';
import { defineJob, handle, JobQueue, JobRegistry, JobWorkers, QueueAway } from '@evenkeel/queue';
import { Doorbell, openSilentNode, type RealtimeNode, RealtimeServer } from '@evenkeel/realtime';
import { openRedis } from '@evenkeel/redis';
import { BadLine, until } from '@evenkeel/testing/product';
import { freshDatabaseWithRedis, withRedis } from '@evenkeel/testing/sizes';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { RelayOutbox } from './relay-outbox.js';
import { QueueBeatStore } from './store/queue-beat.store.js';
import { id, OpenGate } from './testing/open-gate.js';
import { WatchQueues } from './watch-queues.js';

const actor: SystemActor = { kind: 'system', name: 'test', requestId: 'r1' };
const ann = id(1) as PatientId;
const wash = defineJob({ id: 'things.wash', queue: 'things', schema: z.object({ thingId: z.string() }), attempts: 3, backoff: 'exponential', dedupe: ({ thingId }) => thingId });

withRedis('a Redis that fails', () => {
  let t: Awaited<ReturnType<typeof freshDatabaseWithRedis>>;
  let line: BadLine;
  let relay: RelayOutbox;
  let queue: JobQueue;
  let workers: JobWorkers | undefined;
  let worker: RealtimeNode;
  const servers: RealtimeServer[] = [];
  const clients: Socket[] = [];
  const heard: Map<string, number>[] = [];
  const bell = new Doorbell();
  const outbox = new Outbox();
  const gate = new OpenGate();
  const washed: string[] = [];
  const granted: string[] = [];
  const faults: string[] = [];

  const work = async (): Promise<void> => {
    const registry = JobRegistry.of([wash], [handle(wash, async ({ thingId }) => { washed.push(thingId); })]);
    workers = await JobWorkers.start(t.config, registry, { fault: ({ error }) => { faults.push(error.message); }, done: (wish) => { granted.push(wish); } });
  };
  const rest = async (): Promise<void> => { await workers?.close(); workers = undefined; };
  const wish = (...things: string[]): Promise<void> => t.database.engine(actor, async (tx) => { for (const thingId of things) await outbox.add(tx, { topic: 'job', payload: { queue: wash.queue, job: wash.id, thingId } }); });
  const ask = (): Promise<unknown> => relay.ask(actor, queue);
  /** What the worker does all the time. */
  const keepOn = async (): Promise<void> => { await relay.keep(actor, granted.splice(0)); await ask().catch(() => undefined); };
  const undone = async (): Promise<number> => (await t.owner.query(`SELECT 1 FROM outbox.message WHERE topic = 'job' AND done_at IS NULL`)).rowCount ?? -1;
  const ring = (key: string): boolean => bell.ring({ id: key, topic: 'changed', payload: { topic: 'alert', subject: id(99), patient: ann } });
  /** Rings until everybody has heard one of them. Numbers count up over the whole file. */
  let rung = 0;
  const untilHeard = (): Promise<true> => until('a ring that everybody hears', async () => {
    ring(`again-${rung += 1}`);
    await sleep(200);
    return heard.every((each) => [...each.keys()].some((key) => key === `again-${rung}`));
  }, 60_000);
  const connect = (at: number, url: string): Promise<void> => new Promise((settle, fail) => {
    const socket = io(url, { path: '/realtime', transports: ['websocket'], auth: { ticket: gate.issue([ann]).ticket }, reconnection: false, timeout: 5000 });
    clients.push(socket);
    const mine = new Map<string, number>();
    heard[at] = mine;
    socket.on('changed.v1', ({ id: key }: { id: string }) => mine.set(key, (mine.get(key) ?? 0) + 1));
    socket.on('connect', () => settle()).on('connect_error', fail);
  });
  const urls: string[] = [];

  beforeAll(async () => {
    t = await freshDatabaseWithRedis();
    line = await BadLine.to(t.redis.port);
    t = { ...t, config: { ...t.config, REDIS_URL: `redis://127.0.0.1:${line.port}` } };
    relay = new RelayOutbox(t.database, outbox, bell);
    queue = JobQueue.open(t.config, [wash]);
    worker = openSilentNode(t.config);
    bell.connect(worker.bell);
    for (let at = 0; at < 2; at += 1) {
      const http = createServer();
      servers.push(RealtimeServer.attach(t.config, http, gate));
      await new Promise<void>((settle) => http.listen(0, '127.0.0.1', settle));
      urls.push(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
      await connect(at, urls[at] ?? '');
    }
    await work();
    await untilHeard();
  }, 60_000);
  afterEach(async () => { await t.owner.query('DELETE FROM outbox.message'); washed.length = 0; granted.length = 0; faults.length = 0; });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await rest();
    await queue.close();
    for (const server of servers) await server.close();
    await worker.close();
    await line.close();
    await t.close();
  }, 60_000);

  /** What must hold while Redis is of no use: whoever asks is told at once, the own process's sockets hear, new ones are taken. */
  const worksWithout = async (): Promise<void> => {
    const begun = performance.now();
    await wish('a', 'b', 'c');
    await expect(ask()).rejects.toThrow(QueueAway);
    expect(performance.now() - begun).toBeLessThan(4000);
    const own = `own-${rung += 1}`;
    servers[0]?.bell.emit([`p:${ann}`], { id: own, topic: 'alert', subject: id(99) });
    await until('the ring of the own process', () => heard[0]?.get(own) === 1, 1000);
    for (let n = 0; n < 5000; n += 1) expect(ring('lost')).toBe(true);
    await connect(1, urls[1] ?? '');
    expect(await undone()).toBe(3);
    expect(faults.length).toBeLessThan(5);
  };
  /** And afterwards everything goes on by itself. */
  const goesOn = async (): Promise<void> => {
    await until('every wish granted', async () => { await keepOn(); return await undone() === 0; }, 80_000);
    expect([...new Set(washed)].sort()).toEqual(['a', 'b', 'c']);
    await untilHeard();
  };

  it('is gone and comes back', async () => {
    await t.redis.kill();
    await sleep(300);
    await worksWithout();
    await t.redis.again();
    await goesOn();
  }, 180_000);

  it('comes back with nothing', async () => {
    await rest();
    await wish('a', 'b', 'c');
    await ask();
    await t.redis.kill();
    await t.redis.again({ empty: true });
    await work();
    await sleep(1500);
    expect(washed).toEqual([]);
    await t.clock.advance(2 * 60_000 + 1000);
    await goesOn();
  }, 180_000);

  it('is full', async () => {
    const hand = openRedis(t.config, t.redis.url, 'waits');
    await hand.config('SET', 'maxmemory', '1');
    await worksWithout();
    await sleep(6000);
    expect(faults.length).toBeLessThan(20);
    await hand.config('SET', 'maxmemory', '0');
    hand.disconnect();
    await goesOn();
  }, 180_000);

  it('takes connections and says nothing', async () => {
    line.silence();
    await worksWithout();
    await sleep(4000);
    await expect(ask()).rejects.toThrow(QueueAway);
    line.mend();
    await goesOn();
  }, 180_000);

  it('tells a queue that works from one whose worker is deaf', async () => {
    const watch = new WatchQueues(t.database, new QueueBeatStore());
    const beats = async (): Promise<number> => (await t.owner.query(`SELECT 1 FROM clin.engine_beat WHERE component = 'queue.things' AND beat_at = clock.now()`)).rowCount ?? -1;
    const round = () => watch.run(actor, queue, workers ?? { takeCanaries: () => [], takeActive: () => new Set() }, 'test');
    expect(await round()).toBeNull();
    await until('a canary', async () => { await round(); return await beats() === 1; });
    await rest();
    await t.clock.advance(60_000);
    const answers = [await round(), await round(), await round(), await round(), await round()];
    expect(answers.slice(0, 4)).toEqual([null, null, null, null]);
    expect(answers[4]).toBe('things');
    expect(await beats()).toBe(0);
    await t.redis.kill();
    await sleep(300);
    expect([await round(), await round()]).toEqual([null, null]);
    await t.redis.again();
    await work();
    await until('a canary again', async () => { await round().catch(() => null); return await beats() === 1; });
  }, 60_000);

  it('was not there when the processes started', async () => {
    await rest();
    await queue.close();
    await t.redis.kill();
    const begun = performance.now();
    queue = JobQueue.open(t.config, [wash]);
    await work();
    await wish('a', 'b', 'c');
    await expect(ask()).rejects.toThrow(QueueAway);
    expect(performance.now() - begun).toBeLessThan(2000);
    await t.redis.again({ empty: true });
    await goesOn();
  }, 180_000);
});
