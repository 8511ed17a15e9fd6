import { type CheckInTimes, isLate, statusOf } from '@evenkeel/check-ins-rules';
import type { CheckInId, PatientId, ScheduleId } from '@evenkeel/kernel';

/** A check-in as it is stored. */
export interface CheckInRecord {
  readonly id: CheckInId;
  readonly patientId: PatientId;
  readonly scheduleId: ScheduleId | null;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly localDate: string;
  readonly zone: string;
  readonly opensAt: Date;
  readonly closesAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly openedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly completedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly revision: number;
}

export type ShownStatus = 'planned' | 'open' | 'answered' | 'complete' | 'overdue' | 'missed';

/** The same with what it means at a moment. */
export interface CheckInView extends CheckInRecord {
  readonly status: ShownStatus;
  readonly late: boolean;
}

/** Reads a check-in at a moment. Nothing of this is stored, so no worker can be late with it. */
export function viewOf(record: CheckInRecord, now: Date): CheckInView {
  const times = timesOf(record);
  const status = statusOf(times, now.getTime());
  const answered = status === 'answered' || status === 'answered-late';
  return { ...record, late: isLate(times), status: answered ? (record.completedAt === null ? 'answered' : 'complete') : status };
}

/** Overdue is said from the middle of the window on: schedules have no reminder of their own yet. */
const timesOf = (record: CheckInRecord): CheckInTimes => ({
  opensAt: record.opensAt.getTime(), closesAt: record.closesAt?.getTime() ?? null,
  remindAt: record.closesAt === null ? null : (record.opensAt.getTime() + record.closesAt.getTime()) / 2,
  deliveredAt: record.deliveredAt?.getTime() ?? null, openedAt: record.openedAt?.getTime() ?? null,
  answeredAt: record.answeredAt?.getTime() ?? null, receivedAt: record.receivedAt?.getTime() ?? null,
});
