import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '@evenkeel/config';
import { type JobDefinition, JobQueue, migrateQueue } from '@evenkeel/queue';
import { freshDatabase } from '@evenkeel/testing';
import { PrivateRedis } from '@evenkeel/testing/product';
import { type Figure, figure, median, publish } from './figures.js';
import { benchJobs, nothing, type Told, waits } from './queue-jobs.js';
import { onEachSize } from './sizes.js';

const rounds = 3;
const jobs = { [waits.id]: 2000, [nothing.id]: 4000 };

interface Ran { readonly perSecond: number; readonly duplicates: number }

/** What a second worker process adds: jobs that wait for somebody else, and jobs that cost nothing but their queue. */
export async function workers(): Promise<void> {
  await publish('workers', await onEachSize(async (size, word) => {
    const t = await freshDatabase();
    await migrateQueue(t.config);
    const redis = size === 'one-machine' ? null : await PrivateRedis.start();
    const env = {
      PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', BASE_URL: 'http://localhost:1', DATABASE_URL: t.config.DATABASE_URL, EVENKEEL_SECRET: t.config.EVENKEEL_SECRET,
      MAIL_FROM: 'evenkeel@clinic.example.org', ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const queue = JobQueue.open(readConfig(env, 'worker'), benchJobs);
    try {
      return [...await ratio(queue, env, waits.id, `jobs of 20 ms, ${word}`), ...await ratio(queue, env, nothing.id, `jobs of nothing, ${word}`)];
    } finally {
      await queue.close();
      await redis?.stop();
      await t.close();
    }
  }));
}

async function ratio(queue: JobQueue, env: Record<string, string>, job: JobDefinition['id'], name: string): Promise<Figure[]> {
  const one: Ran[] = [];
  const two: Ran[] = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await drained(queue, env, job, 1));
    two.push(await drained(queue, env, job, 2));
  }
  const all = [...one, ...two];
  return [
    figure(`${name}: two workers, one`, 'per s', median(two.map((ran) => ran.perSecond)), median(one.map((ran) => ran.perSecond))),
    figure(`${name}: done twice, of`, 'jobs', all.reduce((sum, { duplicates }) => sum + duplicates, 0), all.length * (jobs[job] ?? 0)),
  ];
}

/** Starts the workers with nothing to do, then asks for all jobs, and waits for the last one. */
async function drained(queue: JobQueue, env: Record<string, string>, job: string, count: number): Promise<Ran> {
  const times = new Map<string, number>();
  const children: ChildProcess[] = [];
  const faults: string[] = [];
  try {
    await Promise.all(Array.from({ length: count }, () => new Promise<void>((settle, fail) => {
      const child = fork(path.join(import.meta.dirname, 'queue-worker.js'), { env, stdio: 'inherit' });
      children.push(child);
      child.once('error', fail).once('exit', () => fail(new Error('A worker of the bench ended')));
      child.on('message', ({ ready, ran, fault }: Told) => {
        if (ready === true) settle();
        if (fault !== undefined) faults.push(fault);
        for (const id of ran ?? []) times.set(id, (times.get(id) ?? 0) + 1);
      });
    })));
    const total = jobs[job] ?? 0;
    const wanted = Array.from({ length: total }, () => ({ job, payload: { id: randomUUID() }, requestId: 'bench', wish: '0' }));
    const begin = performance.now();
    for (let from = 0; from < total; from += 500) await queue.add(wanted.slice(from, from + 500));
    while (times.size < total) {
      if (performance.now() - begin > 180_000) throw new Error(`${times.size} of ${total} jobs done after three minutes. ${faults.slice(0, 3).join('; ')}`);
      await sleep(5);
    }
    const perSecond = total / ((performance.now() - begin) / 1000);
    await sleep(300);
    return { perSecond, duplicates: [...times.values()].reduce((sum, each) => sum + each - 1, 0) };
  } finally {
    await Promise.all(children.map((child) => new Promise<void>((settle) => {
      child.removeAllListeners('exit').once('exit', () => settle());
      child.disconnect();
    })));
  }
}
