import { defineJob } from '@evenkeel/queue';
import { z } from 'zod';

const mail = { queue: 'accounts', attempts: 5, backoff: 'exponential' } as const;

/** Mails of this scope. They are written one layer below, where messages are: the wish for them travels by the outbox. */
export const mailInvitation = defineJob({ ...mail, id: 'accounts.mail-invitation', schema: z.object({ invitationId: z.uuid() }), dedupe: ({ invitationId }) => `invitation-${invitationId}` });
export const mailReset = defineJob({ ...mail, id: 'accounts.mail-reset', schema: z.object({ resetId: z.uuid() }), dedupe: ({ resetId }) => `reset-${resetId}` });
/** Tells somebody that the way they sign in was changed, in case it was not them. */
export const mailNotice = defineJob({ ...mail, id: 'accounts.mail-notice', schema: z.object({ accountId: z.uuid(), noticeId: z.uuid() }), dedupe: ({ noticeId }) => `notice-${noticeId}` });

/** Every job of this scope. */
export const jobs = [mailInvitation, mailReset, mailNotice];
