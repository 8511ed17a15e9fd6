import type { Config } from '@evenkeel/config';
import { newRandomId } from '@evenkeel/database';
import { type AnyQueue, type Backend, openBackend } from './backend.js';
import { canary, type Envelope, type JobDefinition, type JobPayload } from './job.js';

/** A wish to have a job done, as it travels through the outbox. */
export interface JobRequest {
  readonly job: string;
  readonly payload: JobPayload;
  readonly requestId: string;
  /** Number of the wish, told to whoever wants to know that it was granted. */
  readonly wish: string;
}

/** Nobody can be asked for jobs at the moment. Whoever asked keeps the wish. */
export class QueueAway extends Error {
  constructor(cause?: unknown) {
    super('The queue cannot be reached', { cause });
    this.name = 'QueueAway';
  }
}

const hours = (count: number): number => count * 3600;

/**
 * Puts jobs into their queues. Only the outbox relay calls this: nothing is enqueued by a use case, and a
 * job that is lost is asked for again because its wish is kept until it was done.
 */
export class JobQueue {
  private readonly queues = new Map<string, AnyQueue>();
  private readonly jobs: ReadonlyMap<string, JobDefinition>;

  private constructor(private readonly backend: Backend, definitions: readonly JobDefinition[]) {
    this.jobs = new Map(definitions.map((job) => [job.id, job]));
  }

  static open(config: Config, definitions: readonly JobDefinition[]): JobQueue {
    return new JobQueue(openBackend(config, { asks: true }), definitions);
  }

  /**
   * Adds all of them, one round trip per queue. Throws if one is unknown or its payload is not what was declared, and
   * QueueAway within two seconds if nobody takes them: it never waits for a queue to come back.
   */
  async add(requests: readonly JobRequest[]): Promise<void> {
    const byQueue = new Map<string, { name: string; data: Envelope; opts: object }[]>();
    for (const request of requests) {
      const job = this.jobs.get(request.job);
      if (job === undefined) throw new Error(`Job ${request.job} is not declared`);
      const payload = job.schema.parse(request.payload);
      const list = byQueue.get(job.queue) ?? [];
      byQueue.set(job.queue, list);
      list.push({ name: job.id, data: { payload, requestId: request.requestId, wish: request.wish }, opts: optionsOf(job, payload) });
    }
    for (const [name, list] of byQueue) await this.reach(() => this.queue(name).addBulk(list));
  }

  get names(): readonly string[] {
    return [...new Set([...this.jobs.values()].map(({ queue }) => queue))];
  }

  /** One through each queue, unless the one before is still waiting. Throws QueueAway as `add` does. */
  async sendCanaries(): Promise<void> {
    const opts = { attempts: 1, deduplication: { id: canary }, removeOnComplete: true, removeOnFail: true };
    for (const name of this.names) await this.reach(() => this.queue(name).addBulk([{ name: canary, data: {}, opts: { ...opts, jobId: newRandomId() } }]));
  }

  /** Jobs that a worker could begin now. Throws QueueAway as `add` does. */
  async waitingIn(name: string): Promise<number> {
    return this.reach(() => this.queue(name).getWaitingCount());
  }

  private async reach<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (!this.backend.reachable) throw new QueueAway();
    return ask().catch((error: unknown) => { throw new QueueAway(error); });
  }

  /** Waiting and running jobs, for the health page. */
  async waiting(): Promise<number> {
    let total = 0;
    for (const queue of this.queues.values()) total += await queue.count();
    return total;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  private queue(name: string): AnyQueue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = this.backend.queue(name);
    // An unhandled 'error' event would end the process; the failed call has already been told.
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }
}

const optionsOf = (job: JobDefinition, payload: JobPayload): object => ({
  // Numbered by us: the backend would create a sequence per queue at its first job, and the engine may write rows, not definitions.
  jobId: newRandomId(),
  attempts: job.attempts,
  backoff: { type: job.backoff, delay: job.backoff === 'fixed' ? 5000 : 1000 },
  deduplication: { id: job.dedupe(payload) },
  removeOnComplete: { age: hours(1), count: 1000 },
  removeOnFail: { age: hours(7 * 24), count: 5000 },
});
