import type { OutboxMessage } from '@evenkeel/database';
import type { CheckInId, PatientId, ScheduleId } from '@evenkeel/kernel';

/** Something about this check-in is new: made, prompted, answered. */
export const checkInChanged = (subject: CheckInId, patient: PatientId): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'check-in', subject, patient } });

/** A schedule was set, changed or paused. */
export const scheduleChanged = (subject: ScheduleId, patient: PatientId): OutboxMessage =>
  ({ topic: 'changed', payload: { topic: 'schedule', subject, patient } });
