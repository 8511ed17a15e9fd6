import type { OutboxMessage } from '@evenkeel/database';
import type { AccountId, OrganisationId, PatientId } from '@evenkeel/kernel';
import { defineJob } from '@evenkeel/queue';
import { z } from 'zod';

/**
 * Somebody is no longer on a patient's team. News for the scopes below this one: alerts take them out. Nobody here
 * handles it.
 */
export const memberLeft = defineJob({
  id: 'care-team.member-left',
  queue: 'care-team',
  schema: z.object({ patientId: z.uuid(), accountId: z.uuid() }),
  attempts: 10,
  backoff: 'exponential',
  dedupe: ({ patientId, accountId }) => `left-${patientId}-${accountId}`,
});

/** Tells the patient, the safety leads, the administrators and the auditors that emergency access was used. */
export const tellEmergency = defineJob({
  id: 'care-team.tell-emergency',
  queue: 'care-team',
  schema: z.object({ breakGlassId: z.uuid() }),
  attempts: 10,
  backoff: 'exponential',
  dedupe: ({ breakGlassId }) => `tell-${breakGlassId}`,
});

/** Tells safety leads, administrators and auditors that somebody was refused emergency access as used too often. */
export const tellBlocked = defineJob({
  id: 'care-team.tell-blocked',
  queue: 'care-team',
  schema: z.object({ organisationId: z.uuid(), accountId: z.uuid(), about: z.uuid() }),
  attempts: 10,
  backoff: 'exponential',
  dedupe: ({ about }) => `blocked-${about}`,
});

/** Every job of this scope. */
export const jobs = [memberLeft, tellEmergency, tellBlocked];

const wish = (job: { readonly id: string; readonly queue: string }, ids: Readonly<Record<string, string>>): OutboxMessage =>
  ({ topic: 'job', payload: { queue: job.queue, job: job.id, ...ids } });

export const memberLeftNews = (patientId: PatientId, accountId: AccountId): OutboxMessage => wish(memberLeft, { patientId, accountId });
export const emergencyNews = (breakGlassId: string): OutboxMessage => wish(tellEmergency, { breakGlassId });
export const blockedNews = (organisationId: OrganisationId, accountId: AccountId, about: string): OutboxMessage => wish(tellBlocked, { organisationId, accountId, about });
