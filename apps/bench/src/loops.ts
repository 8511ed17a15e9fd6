import { setTimeout as sleep } from 'node:timers/promises';

export interface Run { readonly perSecond: number; readonly latencies: readonly number[] }

/** Closed loop: each connection sends the next one when the last was answered. */
export async function closedLoop(parallel: number, seconds: number, once: (connection: number) => Promise<void>): Promise<Run> {
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(Array.from({ length: parallel }, async (_, connection) => {
    while (performance.now() < end) {
      const start = performance.now();
      await once(connection);
      latencies.push(performance.now() - start);
    }
  }));
  return { perSecond: latencies.length / ((performance.now() - begin) / 1000), latencies };
}

/**
 * Open loop: each is due at its moment, whether or not those before it were answered. Settles when all have ended.
 * @param once gets when it was due, by `performance.now()`
 */
export async function openLoop(perSecond: number, seconds: number, once: (turn: number, due: number) => Promise<void>): Promise<void> {
  const begin = performance.now();
  const all: Promise<void>[] = [];
  const count = Math.round(perSecond * seconds);
  for (let turn = 0; turn < count; turn += 1) {
    const due = begin + (turn * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    all.push(once(turn, due));
  }
  await Promise.all(all);
}
