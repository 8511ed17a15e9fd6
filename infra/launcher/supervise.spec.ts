import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keepRunning, nextPause } from './supervise.mjs';

/** Something that ends when told to, and counts how it is treated. */
function thing() {
  let end: (words: string) => void = () => undefined;
  const exited = new Promise<string>((settle) => {
    end = settle;
  });
  const counts = { stopped: 0 };
  return {
    exited,
    counts,
    end: (words: string) => end(words),
    stop: async () => {
      counts.stopped += 1;
      end('stopped');
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let left = 800; left > 0 && !condition(); left -= 1) await new Promise((settle) => setTimeout(settle, 5));
}

describe('the pause before a process is started again', () => {
  it('is short after a process that had been well, so that it runs again within a second', () => {
    fc.assert(fc.property(fc.nat(10_000), fc.integer({ min: 2000, max: 10 ** 9 }), (previous, lived) => nextPause(previous, lived) <= 500));
  });

  it('grows while starts fail, but never beyond five seconds', () => {
    let pause = 0;
    const pauses = Array.from({ length: 12 }, () => (pause = nextPause(pause, 10)));
    expect(pauses.slice(0, 6)).toEqual([200, 400, 800, 1600, 3200, 5000]);
    expect(Math.max(...pauses)).toBe(5000);
  });
});

describe('a supervised process', () => {
  it('is started again after it ended, and after a start that failed', async () => {
    const started: ReturnType<typeof thing>[] = [];
    let attempts = 0;
    const kept = keepRunning({
      log: () => undefined,
      start: () => {
        attempts += 1;
        if (attempts === 2) throw new Error('no luck');
        const one = thing();
        started.push(one);
        return one;
      },
    });
    await until(() => started.length === 1);
    started[0]?.end('crashed');
    await until(() => started.length === 2);
    expect(attempts).toBe(3);
    await kept.stop();
    expect(started[1]?.counts.stopped).toBe(1);
  });

  it('is not started again once it is stopped', async () => {
    let attempts = 0;
    const first = thing();
    const kept = keepRunning({ first, log: () => undefined, start: () => ((attempts += 1), thing()) });
    await kept.stop();
    await new Promise((settle) => setTimeout(settle, 300));
    expect({ attempts, stopped: first.counts.stopped }).toEqual({ attempts: 0, stopped: 1 });
  });

  it('is not left behind when it is stopped while it starts', async () => {
    const late = thing();
    let hand: () => void = () => undefined;
    const kept = keepRunning({ log: () => undefined, start: () => new Promise<typeof late>((settle) => (hand = () => settle(late))) });
    const stopped = kept.stop();
    hand();
    await stopped;
    expect(late.counts.stopped).toBe(1);
  });
});
