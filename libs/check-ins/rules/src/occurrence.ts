import { minutes, type EpochMs } from '@evenkeel/escalation-rules';
import { Temporal } from 'temporal-polyfill';
import { localDateOf, type Schedule } from './schedule.js';

/** One check-in that is to come. `localDate` is the day it belongs to and, together with the schedule, its identity. */
export interface Occurrence {
  readonly localDate: string;
  readonly zone: string;
  readonly opensAt: EpochMs;
  /** The first moment at which it is closed. */
  readonly closesAt: EpochMs;
  readonly remindAt: EpochMs | null;
  /** Why it does not open at the time of the schedule. */
  readonly shifted: 'clock-change' | 'travel' | null;
}

/** The check-in before, as it was really planned, in whatever zone the patient was then. */
export interface LastOccurrence {
  readonly localDate: string;
  readonly opensAt: EpochMs;
}

/**
 * From where to look: after a check-in that there was (its day is taken, and the next stays 12 hours away from it), or
 * from a moment on (the first that opens at that moment or later), or both.
 */
export interface After {
  readonly last?: LastOccurrence | null;
  readonly instant?: EpochMs;
}

/** Two scheduled check-ins never open closer together, wherever the patient flies. One that a patient starts is free. */
export const leastHoursApart = 12;

/** Further than this no schedule is searched: 31 days between two, and a calendar that skips one of them. */
const mostCandidates = 64;

/**
 * The next check-in of a schedule, or `null` when it has ended.
 *
 * What holds, for every zone and across every change of its clock: at most one a local date, local dates only grow,
 * at least `leastHoursApart` between two, and each opens on its own local date. A local date gets none only if it
 * does not exist in the zone, if `everyDays` passes over it, or if the patient's travel leaves no time of that day
 * far enough from the check-in before.
 *
 * A time that a clock change skips opens as much later as was skipped; a time that it repeats opens at its first
 * pass. Where "later" would fall on the next day, it opens as much earlier instead, so that the day keeps its own.
 */
export function nextOccurrence(schedule: Schedule, after: After = {}): Occurrence | null {
  const last = after.last ?? null;
  const from = after.instant ?? Number.NEGATIVE_INFINITY;
  let date = firstDate(schedule, last, after.instant);
  for (let tried = 0; tried < mostCandidates; tried += 1) {
    if (schedule.endsOn !== null && date.toString() > schedule.endsOn) return null;
    const occurrence = occurrenceOn(schedule, date, last);
    if (occurrence !== null && occurrence.opensAt >= from) return occurrence;
    date = date.add({ days: schedule.everyDays });
  }
  return null;
}

/** What will come, in order: at most `count` check-ins. For the eyes of whoever sets a schedule. */
export function preview(schedule: Schedule, count: number, after: After = {}): readonly Occurrence[] {
  const list: Occurrence[] = [];
  let from: After = after;
  while (list.length < count) {
    const next = nextOccurrence(schedule, from);
    if (next === null) break;
    list.push(next);
    from = { last: next };
  }
  return list;
}

/** The first date of the schedule's rhythm that can matter: later than the last one, not long before the moment asked for. */
function firstDate(schedule: Schedule, last: LastOccurrence | null, instant: EpochMs | undefined): Temporal.PlainDate {
  const start = Temporal.PlainDate.from(schedule.startsOn);
  const bounds: Temporal.PlainDate[] = [start];
  if (last !== null) bounds.push(Temporal.PlainDate.from(last.localDate).add({ days: 1 }));
  // A day early, for zones whose clock goes back over midnight.
  if (instant !== undefined) bounds.push(Temporal.PlainDate.from(localDateOf(instant, schedule.zone)).subtract({ days: 1 }));
  const earliest = bounds.reduce((latest, each) => (Temporal.PlainDate.compare(each, latest) > 0 ? each : latest));
  const behind = start.until(earliest, { largestUnit: 'days' }).days;
  return start.add({ days: Math.ceil(behind / schedule.everyDays) * schedule.everyDays });
}

function occurrenceOn(schedule: Schedule, date: Temporal.PlainDate, last: LastOccurrence | null): Occurrence | null {
  const planned = wallTime(schedule, date);
  if (planned === null) return null;
  const earliest = last === null ? planned.at : Math.max(planned.at, last.opensAt + minutes(leastHoursApart * 60));
  const localDate = date.toString();
  if (localDateOf(earliest, schedule.zone) !== localDate) return null;
  const next = Math.max(nextWallTime(schedule, date), earliest + minutes(leastHoursApart * 60));
  const closesAt = Math.min(earliest + minutes(schedule.windowMinutes), next);
  const remindAt = schedule.remindAfterMinutes === null ? null : earliest + minutes(schedule.remindAfterMinutes);
  return {
    localDate,
    zone: schedule.zone,
    opensAt: earliest,
    closesAt,
    remindAt: remindAt !== null && remindAt < closesAt ? remindAt : null,
    shifted: earliest > planned.at ? 'travel' : planned.shifted ? 'clock-change' : null,
  };
}

/** The moment of the schedule's time on a date, or `null` when the zone skips that date altogether. */
function wallTime(schedule: Schedule, date: Temporal.PlainDate): { readonly at: EpochMs; readonly shifted: boolean } | null {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(schedule.localTime));
  // 'compatible' is: skipped times later, repeated times at their first pass.
  for (const disambiguation of ['compatible', 'earlier'] as const) {
    const zoned = wall.toZonedDateTime(schedule.zone, { disambiguation });
    if (zoned.toPlainDate().equals(date)) {
      return { at: zoned.epochMilliseconds, shifted: !zoned.toPlainDateTime().equals(wall) };
    }
  }
  return null;
}

function nextWallTime(schedule: Schedule, date: Temporal.PlainDate): EpochMs {
  let following = date;
  for (let tried = 0; tried < 3; tried += 1) {
    following = following.add({ days: schedule.everyDays });
    const next = wallTime(schedule, following);
    if (next !== null) return next.at;
  }
  return Number.POSITIVE_INFINITY;
}
