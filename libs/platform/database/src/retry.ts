import { setTimeout as sleep } from 'node:timers/promises';

/** What repeating needs from outside, so that a test decides over both. */
export interface Surroundings {
  /** A number from 0 to 1, below 1. */
  readonly chance: () => number;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

const ofThisProcess: Surroundings = { chance: Math.random, pause: (ms) => sleep(ms) };

/** The first attempt and two more: whatever fails three times in a row does not pass by itself. */
const mostAttempts = 3;
const firstPauseMs = 20;

/**
 * Faults after which PostgreSQL has rolled everything back and the same statements may well succeed a moment later:
 * serialization_failure, deadlock_detected, lock_not_available. A lost connection is not among them, because then
 * nobody knows whether the commit has happened.
 */
const passing: readonly string[] = ['40001', '40P01', '55P03'];

/**
 * Runs a transaction, and again after a passing fault: at most three times, with a pause of up to 40 and 80 ms between.
 * Any other fault, and that of the last attempt, is thrown as it is. `transact` opens a transaction of its own each
 * time and does nothing but SQL in it; what it plans for after the commit is dropped with the attempt.
 */
export async function repeated<T>(transact: () => Promise<T>, { chance, pause }: Surroundings = ofThisProcess): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact();
    } catch (error) {
      if (attempt === mostAttempts || !isPassing(error)) throw error;
      // Apart by chance, or the two that met would meet again.
      await pause(firstPauseMs * 2 ** attempt * chance());
    }
  }
}

/** TypeORM wraps what the driver threw and keeps it beside; the driver's own error carries the code itself. */
function isPassing(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { readonly code?: unknown; readonly driverError?: { readonly code?: unknown } };
  return [code, driverError?.code].some((each) => typeof each === 'string' && passing.includes(each));
}
