import type { AlertCommand } from './command.js';
import type { AlertState } from './alert.js';
import type { Roster } from './roster.js';
import type { AlertRefusal, AlertStep } from './step.js';
import type { EpochMs } from './time.js';

/** The shape of the machine: `next(state, command, now, roster)`. */
export type Next = (state: AlertState, command: AlertCommand, now: EpochMs, roster: Roster) => AlertStep | AlertRefusal;
