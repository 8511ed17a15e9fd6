import type { Config } from '@evenkeel/config';
import { type Job, UnrecoverableError } from 'bullmq';
import { z } from 'zod';
import { type AnyWorker, type Backend, openBackend } from './backend.js';
import type { JobPayload } from './job.js';
import type { JobRegistry } from './registry.js';

const envelope = z.object({ payload: z.record(z.string(), z.string()), requestId: z.string() });

/** What a process wants to know about jobs that did not work out. No payloads: an id in a log is one id too many. */
export type JobFault = (fault: { readonly job: string; readonly attempt: number; readonly error: Error }) => void;

/** Runs jobs. One worker per queue, only in the worker process, only after the registry was found complete. */
export class JobWorkers {
  private constructor(private readonly backend: Backend, private readonly workers: readonly AnyWorker[]) {}

  static async start(config: Config, registry: JobRegistry, onFault: JobFault): Promise<JobWorkers> {
    const backend = openBackend(config, { runs: registry.queues.length });
    const workers = registry.queues.map((name) => {
      const worker = backend.worker(name, (job: Job) => run(registry, job), {
        concurrency: 5,
        // The default of 15 s kept a worker deaf for that long after a crash of its backend.
        runRetryDelay: 1000,
        maxStalledCount: 2,
      });
      worker.on('failed', (job, error) => onFault({ job: job?.name ?? name, attempt: job?.attemptsMade ?? 0, error }));
      worker.on('error', (error) => onFault({ job: name, attempt: 0, error }));
      return worker;
    });
    await Promise.all(workers.map((worker) => backend.begun(worker)));
    return new JobWorkers(backend, workers);
  }

  /** Waits for running jobs, up to five seconds; what is not finished then is done again elsewhere. */
  async close(): Promise<void> {
    const ended = Promise.all(this.workers.map((worker) => worker.close().catch(() => undefined)));
    await Promise.race([ended, new Promise((settle) => { setTimeout(settle, 5000).unref(); })]);
    await this.backend.close();
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
