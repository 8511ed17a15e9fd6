import type { Config } from '@evenkeel/config';
import { type Job, UnrecoverableError } from 'bullmq';
import { z } from 'zod';
import { type AnyWorker, type Backend, openBackend } from './backend.js';
import { canary, type Envelope } from './job.js';
import type { JobRegistry } from './registry.js';

const envelope: z.ZodType<Envelope> = z.object({ payload: z.record(z.string(), z.string()), requestId: z.string(), wish: z.string().optional() });

/** What a process wants to know about jobs that did not work out. No payloads: an id in a log is one id too many. */
export type JobFault = (fault: { readonly job: string; readonly attempt: number; readonly error: Error }) => void;

/** What happens in a process that runs jobs. */
export interface JobNews {
  readonly fault: JobFault;
  /** The job of this wish has ended: it was done, or it can never be. Not told of a job that is to be tried again. */
  readonly done: (wish: string) => void;
}

/** Runs jobs. One worker per queue, only in the worker process, only after the registry was found complete. */
export class JobWorkers {
  private constructor(private readonly backend: Backend, private readonly workers: readonly AnyWorker[], private readonly signs: Signs) {}

  static async start(config: Config, registry: JobRegistry, news: JobNews): Promise<JobWorkers> {
    const backend = openBackend(config, { runs: registry.queues.length });
    const signs: Signs = { canaries: new Set(), active: new Set() };
    const workers = registry.queues.map((name) => {
      const worker = backend.worker(name, async (job: Job) => {
        signs.active.add(name);
        if (job.name === canary) signs.canaries.add(name);
        else await run(registry, job, news).finally(() => signs.active.add(name));
      }, {
        concurrency: 5,
        // The default of 15 s kept a worker deaf for that long after a crash of its backend.
        runRetryDelay: 1000,
        maxStalledCount: 2,
      });
      worker.on('failed', (job, error) => news.fault({ job: job?.name ?? name, attempt: job?.attemptsMade ?? 0, error }));
      // While the backend is away every attempt to come back fails; that it is away has been told already.
      worker.on('error', (error) => { if (backend.reachable) news.fault({ job: name, attempt: 0, error }); });
      return worker;
    });
    await Promise.all(workers.map((worker) => backend.begun(worker)));
    return new JobWorkers(backend, workers, signs);
  }

  /** Queues whose canary came through this process since the last call. */
  takeCanaries(): readonly string[] {
    return take(this.signs.canaries);
  }

  /** Queues of which this process began or ended a job since the last call. */
  takeActive(): ReadonlySet<string> {
    return new Set(take(this.signs.active));
  }

  /** Waits for running jobs, up to five seconds; what is not finished then is done again elsewhere. */
  async close(): Promise<void> {
    const ended = Promise.all(this.workers.map((worker) => worker.close().catch(() => undefined)));
    await Promise.race([ended, new Promise((settle) => { setTimeout(settle, 5000).unref(); })]);
    await this.backend.close();
  }
}

interface Signs {
  readonly canaries: Set<string>;
  readonly active: Set<string>;
}

function take(from: Set<string>): string[] {
  const taken = [...from];
  from.clear();
  return taken;
}

async function run(registry: JobRegistry, job: Job, news: JobNews): Promise<void> {
  const read = envelope.safeParse(job.data);
  if (!read.success) throw new UnrecoverableError(`Job ${job.name} has no payload`);
  const { payload, requestId, wish } = read.data;
  try {
    await registry.handlerOf(job.name).run(payload, requestId);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    // Repeating what can never parse would only hide it for longer.
    if (wish !== undefined) news.done(wish);
    throw new UnrecoverableError(`Job ${job.name} has a payload that does not fit its schema`);
  }
  if (wish !== undefined) news.done(wish);
}
