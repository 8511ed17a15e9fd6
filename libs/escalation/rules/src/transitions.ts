import type { AlertStatus } from './alert.js';

/**
 * The life of an alert. A row lists where a status may go in one event, itself included where an event leaves it
 * there after paging again. An acknowledgement expires, an engaged alert lapses, and only `resolved` is an end.
 */
export const transitions = {
  triggered: ['triggered', 'notified', 'acknowledged', 'exhausted', 'resolved'],
  notified: ['triggered', 'notified', 'acknowledged', 'exhausted', 'resolved'],
  acknowledged: ['triggered', 'notified', 'acknowledged', 'engaged', 'exhausted', 'resolved'],
  engaged: ['triggered', 'notified', 'engaged', 'exhausted', 'resolved'],
  exhausted: ['triggered', 'acknowledged', 'exhausted', 'resolved'],
  resolved: [],
} as const satisfies Record<AlertStatus, readonly AlertStatus[]>;

export const mayBecome = (from: AlertStatus, to: AlertStatus): boolean =>
  (transitions[from] as readonly AlertStatus[]).includes(to);
