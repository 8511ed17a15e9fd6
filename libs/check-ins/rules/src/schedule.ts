import type { EpochMs } from '@evenkeel/escalation-rules';
import { refuse, type Refusal } from '@evenkeel/kernel';
import { Temporal } from 'temporal-polyfill';

/** When check-ins come, in the words of a wall clock. Dates are `YYYY-MM-DD`, times `HH:MM`, the zone is an IANA name. */
export interface Schedule {
  readonly localTime: string;
  readonly zone: string;
  readonly startsOn: string;
  /** The last day, itself included; `null` for no end. */
  readonly endsOn: string | null;
  /** 1 is every day. Counted from `startsOn`, whatever was missed in between. */
  readonly everyDays: number;
  /** How long a check-in stays open; the next one closes it in any case. */
  readonly windowMinutes: number;
  /** A reminder this long after it opened; `null` for none. */
  readonly remindAfterMinutes: number | null;
}

export type ScheduleRefusal =
  | 'not-a-time'
  | 'unknown-zone'
  | 'not-a-date'
  | 'ends-before-it-starts'
  | 'every-days-out-of-range'
  | 'window-out-of-range'
  | 'reminder-outside-window';

/** What the organisation may choose; the table of schedules checks the same. */
export const scheduleLimits = { everyDays: { atLeast: 1, atMost: 31 }, windowMinutes: { atLeast: 30, atMost: 1440 } } as const;

/** Checks a schedule from outside, naming the field at fault. */
export function checkSchedule(schedule: Schedule): Schedule | Refusal<ScheduleRefusal> {
  const { everyDays, windowMinutes } = scheduleLimits;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(schedule.localTime)) return refuse('not-a-time', 'localTime');
  if (!isZone(schedule.zone)) return refuse('unknown-zone', 'zone');
  if (!isDate(schedule.startsOn)) return refuse('not-a-date', 'startsOn');
  if (schedule.endsOn !== null && !isDate(schedule.endsOn)) return refuse('not-a-date', 'endsOn');
  if (schedule.endsOn !== null && schedule.endsOn < schedule.startsOn) return refuse('ends-before-it-starts', 'endsOn');
  if (!within(schedule.everyDays, everyDays)) return refuse('every-days-out-of-range', 'everyDays', everyDays);
  if (!within(schedule.windowMinutes, windowMinutes)) return refuse('window-out-of-range', 'windowMinutes', windowMinutes);
  const { remindAfterMinutes: reminder } = schedule;
  if (reminder !== null && !within(reminder, { atLeast: 1, atMost: schedule.windowMinutes - 1 })) {
    return refuse('reminder-outside-window', 'remindAfterMinutes', { atMost: schedule.windowMinutes - 1 });
  }
  return schedule;
}

/** Whether this machine knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** The calendar date of a moment in a zone. */
export const localDateOf = (at: EpochMs, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

const within = (value: number, limits: { readonly atLeast: number; readonly atMost: number }): boolean =>
  Number.isInteger(value) && value >= limits.atLeast && value <= limits.atMost;
