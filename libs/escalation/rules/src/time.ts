/** Milliseconds since 1970 by the clock of the database. Rules never read a clock of their own. */
export type EpochMs = number;

export const minutes = (count: number): number => count * 60_000;
