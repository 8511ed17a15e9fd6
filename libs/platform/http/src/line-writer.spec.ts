import { describe, expect, it } from '@jest/globals';
import { lineWriter } from './line-writer.js';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('log lines', () => {
  it('arrive whole when the pipe takes them in pieces', () => {
    const taken: Buffer[] = [];
    const out = lineWriter((bytes) => { taken.push(Buffer.from(bytes.subarray(0, 3))); return Math.min(3, bytes.length); });
    out.write('{"msg":"añadido"}\n');
    expect(Buffer.concat(taken).toString()).toBe('{"msg":"añadido"}\n');
  });

  it.each(['EPIPE', 'ECONNRESET', 'EIO', 'EBADF'])('end for good when the reader is gone (%s), and hold up nobody', (code) => {
    let attempts = 0;
    const out = lineWriter(() => { attempts += 1; throw failing(code); });
    out.write('one\n');
    out.write('two\n');
    expect(attempts).toBe(1);
  });

  it('are dropped and counted while nobody reads, and the half of one is finished first', () => {
    const taken: string[] = [];
    let room = 4;
    const out = lineWriter((bytes) => {
      if (room === 0) throw failing('EAGAIN');
      const n = Math.min(room, bytes.length);
      room -= n;
      taken.push(Buffer.from(bytes.subarray(0, n)).toString());
      return n;
    });
    out.write('123456\n');
    out.write('lost\n');
    room = 1000;
    out.write('after\n');
    expect(taken.join('')).toBe('123456\n{"level":40,"msg":"1 lines of this log were dropped because nobody read them"}\nafter\n');
  });
});
