import { defineJob } from '@evenkeel/queue';
import { z } from 'zod';

/** Tells the team by mail that something in a plan changed. The row decides whether there is still something to tell. */
export const tellPlanChange = defineJob({
  id: 'taper.tell-change',
  queue: 'taper',
  schema: z.object({ changeId: z.uuid() }),
  attempts: 5,
  backoff: 'exponential',
  dedupe: ({ changeId }) => `change-${changeId}`,
});

/** Tells patient and prescribers by mail that there is something to look at: supply comes to its end. The row decides whether there still is. */
export const tellSupply = defineJob({
  id: 'taper.tell-supply',
  queue: 'taper',
  schema: z.object({ patientId: z.uuid(), told: z.uuid() }),
  attempts: 5,
  backoff: 'exponential',
  dedupe: ({ patientId, told }) => `supply-${patientId}-${told}`,
});

/** Tells the patient by mail that something new waits to be read. The row decides whether it still does. */
export const tellNewPlan = defineJob({
  id: 'taper.tell-new-plan',
  queue: 'taper',
  schema: z.object({ versionId: z.uuid() }),
  attempts: 5,
  backoff: 'exponential',
  dedupe: ({ versionId }) => `new-plan-${versionId}`,
});

/** Every job of this scope. */
export const jobs = [tellPlanChange, tellSupply, tellNewPlan];
