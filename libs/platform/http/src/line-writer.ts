import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** How often a line is offered to a reader whose pipe is full, a millisecond apart, before it is let go. */
const patience = 20;

const pause = (): void => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); };

/**
 * Standard output for log lines. A log must never hold up the work it tells about: if nobody reads, lines are dropped after a
 * moment and their number is told with the next one that gets through; if the reader is gone, whatever way the system says
 * so, it falls silent for good. The stream that comes with the library tries for ever in both cases, and a process that
 * tries for ever cannot end, so that it would keep its port as an orphan.
 * @param write as `writeSync` of Node, for tests
 */
export function lineWriter(write: (bytes: Uint8Array) => number = (bytes) => writeSync(1, bytes)): DestinationStream {
  let isGone = false;
  let dropped = 0;
  let rest: Buffer = Buffer.alloc(0);

  const offer = (bytes: Buffer): Buffer => {
    let left: Buffer = bytes;
    for (let tries = 0; left.length > 0 && tries < patience;) {
      try {
        left = left.subarray(write(left));
      } catch (error) {
        const code = (error as { code?: unknown }).code;
        if (code !== 'EAGAIN' && code !== 'EBUSY') {
          isGone = true;
          return Buffer.alloc(0);
        }
        tries += 1;
        if (tries < patience) pause();
      }
    }
    return left;
  };

  return {
    write(line: string): void {
      if (isGone) return;
      // What was begun is finished first: half a line would spoil the next one too.
      rest = offer(rest);
      if (rest.length > 0) { dropped += 1; return; }
      const told = dropped === 0 ? '' : `{"level":40,"msg":"${dropped} lines of this log were dropped because nobody read them"}\n`;
      const bytes = Buffer.from(told + line, 'utf8');
      const left = offer(bytes);
      if (left.length === bytes.length) dropped += 1;
      else [dropped, rest] = [0, left];
    },
  };
}
