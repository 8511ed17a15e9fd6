import type { OutboxMessage } from '@evenkeel/database';
import type { AccountId, PatientId } from '@evenkeel/kernel';
import type { Visibility } from '@evenkeel/timeline-rules';

/**
 * A timeline has to be loaded again. Answers, doses and alerts ring with topics of their own, so this is for annotations.
 * One that only its author reads rings with nobody else: for everybody else nothing has changed.
 */
export const timelineChanged = (subject: PatientId, visibility: Visibility, author: AccountId): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'timeline', subject, ...(visibility === 'only-me' ? { account: author } : { patient: subject }) } });
