import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from './time.js';

const pattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight of `HH:MM`. Throws a RangeError on anything else: such text never leaves the settings. */
export function minuteOfDay(text: string): number {
  const match = pattern.exec(text);
  if (match === null) throw new RangeError('Not a wall-clock time HH:MM');
  return Number(match[1]) * 60 + Number(match[2]);
}

export const isWallClock = (text: string): boolean => pattern.test(text);

/** What the clock on the wall shows in an IANA zone, in minutes since midnight. */
export function wallMinutes(now: EpochMs, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  return local.hour * 60 + local.minute;
}

/** The next moment, strictly later, at which the wall shows `HH:MM`; a skipped time happens when the gap ends. */
export function nextWallTime(now: EpochMs, zone: string, time: string): EpochMs {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const wanted = Temporal.PlainTime.from(time);
  for (let day = 0; day < 3; day += 1) {
    const at = local.toPlainDate().add({ days: day }).toZonedDateTime({ timeZone: zone, plainTime: wanted }).epochMilliseconds;
    if (at > now) return at;
  }
  throw new RangeError(`No ${time} within two days`);
}

/** Whether the text names a zone that the runtime knows. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
