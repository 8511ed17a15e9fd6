import { minuteOfDay, wallMinutes } from './wall-clock.js';
import type { EpochMs } from './time.js';

/** A person's wish not to be disturbed, `HH:MM` by the wall clock of the zone. Holds for E2 and E3 only. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** Whether the wish holds at this moment. Equal ends mean never; an end before the start passes midnight. */
export function isQuiet(hours: QuietHours | null, now: EpochMs): boolean {
  if (hours === null) return false;
  return within(wallMinutes(now, hours.zone), minuteOfDay(hours.from), minuteOfDay(hours.to));
}

/** Whether a minute of the day lies in `[from, to)`, over midnight if need be. */
export const within = (minute: number, from: number, to: number): boolean =>
  from <= to ? minute >= from && minute < to : minute >= from || minute < to;
