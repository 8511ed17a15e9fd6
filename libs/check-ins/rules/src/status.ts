import type { EpochMs } from '@evenkeel/escalation-rules';

/**
 * The moments of one check-in. They are stored when they happen; what they mean now is read from them and the clock,
 * never written by a worker that may be late itself.
 */
export interface CheckInTimes {
  /** Planned: the moment from which it can be answered. */
  readonly opensAt: EpochMs;
  /** The first moment at which it is closed; `null` for an event report, which never closes. */
  readonly closesAt: EpochMs | null;
  readonly remindAt: EpochMs | null;
  /** A channel took the prompt. For staff only: no screen of a patient says "delivered". */
  readonly deliveredAt: EpochMs | null;
  readonly openedAt: EpochMs | null;
  /** When the answer that makes it complete was tapped, by the device's clock. */
  readonly answeredAt: EpochMs | null;
  /** When that answer arrived, by ours. */
  readonly receivedAt: EpochMs | null;
}

/** The four stored times, as far as it has come. */
export type CheckInStage = 'planned' | 'delivered' | 'opened' | 'answered';

/**
 * `planned` not open yet · `open` · `overdue` its reminder has passed and it is still open · `missed` closed without
 * an answer · `answered` · `answered-late` tapped after it had closed.
 */
export type CheckInStatus = 'planned' | 'open' | 'overdue' | 'missed' | 'answered' | 'answered-late';

/** What a check-in is at this moment. An answer that was tapped in time and arrives late turns `missed` into `answered`. */
export function statusOf(checkIn: CheckInTimes, now: EpochMs): CheckInStatus {
  const { answeredAt, closesAt, remindAt, opensAt } = checkIn;
  if (answeredAt !== null) return isLate(checkIn) ? 'answered-late' : 'answered';
  if (closesAt !== null && now >= closesAt) return 'missed';
  if (now < opensAt) return 'planned';
  return remindAt !== null && now >= remindAt ? 'overdue' : 'open';
}

/** The furthest of the four stored times. */
export function stageOf(checkIn: CheckInTimes): CheckInStage {
  if (checkIn.answeredAt !== null) return 'answered';
  if (checkIn.openedAt !== null) return 'opened';
  return checkIn.deliveredAt !== null ? 'delivered' : 'planned';
}

/** Whether its prompt still has to go out: due, nobody told, nobody there yet, and still open. */
export const isPromptDue = (checkIn: CheckInTimes, now: EpochMs): boolean =>
  now >= checkIn.opensAt && (checkIn.closesAt === null || now < checkIn.closesAt) && stageOf(checkIn) === 'planned';

/** Answered after it had closed, by the time of the tap. */
export const isLate = (checkIn: CheckInTimes): boolean =>
  checkIn.answeredAt !== null && checkIn.closesAt !== null && believed(checkIn.answeredAt, checkIn.receivedAt) >= checkIn.closesAt;

/** Whether a first answer may still be given: late ones are taken too, and labelled; only the future is refused. */
export const mayAnswer = (checkIn: CheckInTimes, now: EpochMs): boolean => now >= checkIn.opensAt;

/** The time of a tap as far as it can be true: a device clock ahead of ours is cut back to the moment of arrival. */
export const believed = (tappedAt: EpochMs, receivedAt: EpochMs | null): EpochMs =>
  receivedAt === null ? tappedAt : Math.min(tappedAt, receivedAt);
