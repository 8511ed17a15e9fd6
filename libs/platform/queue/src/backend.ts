import type { Config } from '@evenkeel/config';
import type { Job, Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import { onPostgres } from './backend-postgres.js';
import { onRedis } from './backend-redis.js';

/** What the queues and workers of both backends can do, and we use. */
export interface AnyQueue extends Pick<Queue, 'addBulk' | 'count' | 'getWaitingCount' | 'close'> {
  on(event: 'error', tell: (error: Error) => void): unknown;
}

export interface AnyWorker extends Pick<Worker, 'waitUntilReady' | 'close'> {
  on(event: 'error', tell: (error: Error) => void): unknown;
  on(event: 'failed', tell: (job: Job | undefined, error: Error) => void): unknown;
}

/** Where jobs are kept. Nothing outside this folder knows which one it is. */
export interface Backend {
  /** `false`: whoever asks for a job now would only wait. */
  readonly reachable: boolean;
  queue(name: string): AnyQueue;
  worker(name: string, run: Processor, options: Omit<WorkerOptions, 'connection'>): AnyWorker;
  /** Settles when the worker has begun to listen, or at once if it will begin by itself whenever it can. */
  begun(worker: AnyWorker): Promise<unknown>;
  /** After its queues and workers were closed. */
  close(): Promise<void>;
}

/** What a process does with it: asks for jobs, or runs those of so many queues. */
export type Use = { readonly asks: true } | { readonly runs: number };

/** The one place that decides: Redis where there is one, else PostgreSQL. */
export const openBackend = (config: Config, use: Use): Backend =>
  config.REDIS_URL === undefined ? onPostgres(config, use) : onRedis(config, config.REDIS_URL, use);
