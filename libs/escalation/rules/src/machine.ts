import type { AlertState } from './alert.js';

/** What the machine remembers besides the columns that others query; stored as one JSON value. */
export type AlertMachine = Pick<
  AlertState,
  'laps' | 'stepDelayMs' | 'ackVia' | 'partialAcks' | 'engagedRole' | 'followUpMisses' | 'closure' | 'confirmedBy'
>;

export const machineOf = (state: AlertState): AlertMachine => {
  const { laps, stepDelayMs, ackVia, partialAcks, engagedRole, followUpMisses, closure, confirmedBy } = state;
  return { laps, stepDelayMs, ackVia, partialAcks, engagedRole, followUpMisses, closure, confirmedBy };
};
