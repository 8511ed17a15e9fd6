import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Something that runs until it ends by itself or is stopped.
 * @typedef {{ exited: Promise<string>, stop: () => Promise<void> }} Runnable
 */

/** A process that lived shorter than this (ms) is likely to fail again: the pause grows. */
const briefMs = 2000;
const shortestPauseMs = 200;
const longestPauseMs = 5000;

/**
 * How long to wait before starting again: at once after a process that had been well, growing to five seconds while
 * starts fail. There is no last attempt: somebody may be waiting for an alert.
 * @param {number} previousMs the pause before, 0 if there was none
 * @param {number} livedMs how long the process lived
 * @returns {number} milliseconds
 */
export function nextPause(previousMs, livedMs) {
  if (livedMs >= briefMs) return shortestPauseMs;
  return Math.min(longestPauseMs, Math.max(shortestPauseMs, previousMs * 2));
}

/**
 * Keeps something running until it is stopped: whenever it ends, or cannot be started, it is started again.
 * @template {Runnable} T
 * @param {object} order
 * @param {() => T | Promise<T>} order.start
 * @param {(words: string) => void} order.log told why it ended and when it starts again
 * @param {T} [order.first] an instance that runs already
 * @returns {{ stop: () => Promise<void> }} stop: ends the instance and does not start another
 */
export function keepRunning({ start, log, first }) {
  const cancel = new AbortController();
  /** @type {T | undefined} */
  let current = first;

  const loop = async () => {
    let pause = 0;
    while (!cancel.signal.aborted) {
      const startedAt = performance.now();
      const why = await runOnce();
      if (cancel.signal.aborted) return;
      pause = nextPause(pause, performance.now() - startedAt);
      log(`${why}; starts again in ${pause} ms`);
      await sleep(pause, undefined, { signal: cancel.signal }).catch(() => undefined);
    }
  };

  const runOnce = async () => {
    try {
      current ??= await start();
      // Stopped while it was starting: it must not be left behind.
      if (cancel.signal.aborted) await current.stop();
      return await current.exited;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      current = undefined;
    }
  };

  const ended = loop();
  return {
    async stop() {
      cancel.abort();
      await current?.stop();
      await ended;
    },
  };
}
