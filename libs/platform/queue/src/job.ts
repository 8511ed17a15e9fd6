import { z } from 'zod';

/** Retry pauses: `exponential` doubles from one second, `fixed` waits five seconds. */
export type Backoff = 'exponential' | 'fixed';

/**
 * A kind of work that may be lost and recomputed from rows. Declared once, as a value; the payload carries ids,
 * never what a patient said.
 */
export interface JobDefinition<Payload extends JobPayload = JobPayload> {
  /** Unique, `scope.verb`. BullMQ forbids colons. */
  readonly id: string;
  readonly queue: string;
  readonly schema: z.ZodType<Payload>;
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Two waiting jobs with the same key are one job. A key that ran may be asked for again, so a handler re-checks its row. */
  dedupe(payload: Payload): string;
}

/** Ids as text. */
export type JobPayload = Readonly<Record<string, string>>;

/** Name of the job that only shows that its queue works. Declared nowhere, handled by the workers themselves. */
export const canary = 'canary';

/** What a queue carries. */
export interface Envelope {
  readonly payload: JobPayload;
  readonly requestId: string;
  /** Not there in jobs of the version before. */
  readonly wish?: string | undefined;
}

/** What runs in the worker, bound to its definition. */
export interface JobHandler {
  readonly job: JobDefinition;
  readonly run: (payload: JobPayload, requestId: string) => Promise<void>;
}

/** Implemented by a scope's `handlers.ts`; inert until the worker collects it. */
export interface HandlerSet {
  handlers(): readonly JobHandler[];
}

const word = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;

/** Declares a job. Throws at import time if a name would be refused by a queue. */
export function defineJob<Payload extends JobPayload>(job: JobDefinition<Payload>): JobDefinition<Payload> {
  if (!word.test(job.id) || !word.test(job.queue)) throw new Error(`Job ${job.id}: names are lower-case words, dots and dashes`);
  if (!Number.isInteger(job.attempts) || job.attempts < 1) throw new Error(`Job ${job.id}: attempts is a whole number from 1`);
  return Object.freeze(job);
}

/** Binds a handler to its definition. The payload is parsed before `run` sees it; a payload that does not parse is never retried. */
export const handle = <Payload extends JobPayload>(
  job: JobDefinition<Payload>,
  run: (payload: Payload, requestId: string) => Promise<void>,
): JobHandler => ({
  // Erased to the common payload here and parsed back by the schema just below: the one place where the two meet.
  job: job as unknown as JobDefinition,
  run: async (payload, requestId) => run(job.schema.parse(payload), requestId),
});
