import type { AlertState, AckVia } from './alert.js';
import { ladderFor, type Ladder } from './ladder.js';
import { within } from './quiet-hours.js';
import { minutes, type EpochMs } from './time.js';
import { minuteOfDay, nextWallTime, wallMinutes } from './wall-clock.js';

export const ladderOf = (state: AlertState): Ladder => ladderFor(state.policy, state.tier, state.family);

/** The level by number from 1; the last one beyond the end, the first one before the start. */
export function levelOf(ladder: Ladder, level: number) {
  const found = ladder.levels[Math.min(Math.max(level, 1), ladder.levels.length) - 1];
  if (found === undefined) throw new Error('A ladder without levels cannot be climbed');
  return found;
}

/** At night, milliseconds until the morning of the ladder, at least its least; otherwise the wait itself. */
function untilMorning(state: AlertState, wait: number, atLeast: number, now: EpochMs): number {
  const { morning } = ladderOf(state);
  const { zone } = state.policy;
  if (morning === null) return wait;
  if (!within(wallMinutes(now, zone), minuteOfDay(morning.nightFrom), minuteOfDay(morning.at))) return wait;
  return Math.max(atLeast, nextWallTime(now, zone, morning.at) - now);
}

/** Milliseconds until the level after this one is paged too. */
export function windowOf(state: AlertState, level: number, now: EpochMs): number {
  const ladder = ladderOf(state);
  const wait = minutes(levelOf(ladder, level).windowMinutes);
  return level > 1 ? wait : untilMorning(state, wait, minutes(ladder.morning?.atLeastMinutes ?? 0), now);
}

/** Milliseconds for which an acknowledgement holds the pages back: short by a link, at night perhaps until the morning. */
export function leaseOf(state: AlertState, via: AckVia, now: EpochMs): number {
  const ladder = ladderOf(state);
  const lease = minutes(ladder.ackLeaseMinutes);
  return via === 'app' ? untilMorning(state, lease, lease, now) : minutes(Math.min(ladder.linkLeaseMinutes, ladder.ackLeaseMinutes));
}
