import type { Config } from '@evenkeel/config';
import { type Job, UnrecoverableError } from 'bullmq';
import type pg from 'pg';
import { z } from 'zod';
import { openPool, Worker } from './backend.js';
import type { JobPayload } from './job.js';
import type { JobRegistry } from './registry.js';

const envelope = z.object({ payload: z.record(z.string(), z.string()), requestId: z.string() });

/** What a process wants to know about jobs that did not work out. No payloads: an id in a log is one id too many. */
export type JobFault = (fault: { readonly job: string; readonly attempt: number; readonly error: Error }) => void;

/** Runs jobs. One worker per queue, only in the worker process, only after the registry was found complete. */
export class JobWorkers {
  private constructor(private readonly pool: pg.Pool, private readonly workers: readonly InstanceType<typeof Worker>[]) {}

  static async start(config: Config, registry: JobRegistry, onFault: JobFault): Promise<JobWorkers> {
    const pool = openPool(config, registry.queues.length);
    const workers = registry.queues.map((name) => {
      const worker = new Worker(name, (job: Job) => run(registry, job), {
        connection: pool,
        concurrency: 5,
        // The default of 15 s kept a worker deaf for that long after a crash of PostgreSQL.
        runRetryDelay: 1000,
        maxStalledCount: 2,
      });
      worker.on('failed', (job, error) => onFault({ job: job?.name ?? name, attempt: job?.attemptsMade ?? 0, error }));
      worker.on('error', (error) => onFault({ job: name, attempt: 0, error }));
      return worker;
    });
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    return new JobWorkers(pool, workers);
  }

  /** Waits for running jobs, then closes the pool. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.pool.end();
  }
}

async function run(registry: JobRegistry, job: Job): Promise<void> {
  const read = envelope.safeParse(job.data);
  if (!read.success) throw new UnrecoverableError(`Job ${job.name} has no payload`);
  const { payload, requestId }: { payload: JobPayload; requestId: string } = read.data;
  try {
    await registry.handlerOf(job.name).run(payload, requestId);
  } catch (error) {
    // Repeating what can never parse would only hide it for longer.
    if (error instanceof z.ZodError) throw new UnrecoverableError(`Job ${job.name} has a payload that does not fit its schema`);
    throw error;
  }
}
