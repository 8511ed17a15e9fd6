import { defineJob, handle, type JobDefinition, type JobHandler } from '@evenkeel/queue';
import { z } from 'zod';

/** What a worker process says to the bench. */
export interface Told { readonly ready?: true; readonly ran?: readonly string[]; readonly fault?: string }

/** As a mail server or a push gateway takes (ms). */
export const waitMs = 20;

const schema = z.object({ id: z.string() });
const common = { queue: 'bench', schema, attempts: 1, backoff: 'fixed' as const, dedupe: ({ id }: { readonly id: string }) => id };

export const waits = defineJob({ ...common, id: 'bench.wait' });
export const nothing = defineJob({ ...common, id: 'bench.nothing' });
export const benchJobs = [waits, nothing] as unknown as readonly JobDefinition[];

export const handled = (of: { readonly ran: (id: string) => void; readonly wait: (ms: number) => Promise<unknown> }): JobHandler[] => [
  handle(waits, async ({ id }) => { await of.wait(waitMs); of.ran(id); }),
  handle(nothing, async ({ id }) => { of.ran(id); }),
];
