import { defineJob } from '@evenkeel/queue';
import { z } from 'zod';

/** Tells a patient that a check-in is waiting. Lost ones are asked for again by the sweep that finds the row. */
export const promptCheckIn = defineJob({
  id: 'check-ins.prompt',
  queue: 'check-ins',
  schema: z.object({ checkInId: z.uuid() }),
  attempts: 5,
  backoff: 'exponential',
  dedupe: ({ checkInId }) => `prompt-${checkInId}`,
});

/** Every job of this scope. */
export const jobs = [promptCheckIn];
