import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Packing } from './pack.js';

/** A disk with room for so many bytes. */
const disk = (room: number): Writable => {
  let left = room;
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      left -= chunk.length;
      done(left < 0 ? new Error('no space left on device') : null);
    },
  });
};
const draft = (stream: Writable) => ({ stream, keep: () => Promise.resolve(), drop: () => Promise.resolve() });
const lock = { kind: 'secret', secret: 'ab'.repeat(32) } as const;
const mega = 1 << 20;

describe('packing', () => {
  it('tells whoever adds the next entry, or ends, that the disk is full', async () => {
    const packing = Packing.onto(draft(disk(5 * mega)), lock);
    const adding = async (): Promise<void> => {
      for (let part = 0; part < 20; part += 1) await packing.bytes(`tables/a.b/${part}`, randomBytes(mega));
      await packing.end();
    };
    await expect(adding()).rejects.toThrow('no space left');
    await packing.abandon();
  });

  it('tells it at the end when only the last bytes did not fit', async () => {
    const packing = Packing.onto(draft(disk(1000)), lock);
    await packing.text('opening.json', { small: true });
    await packing.bytes('tables/a.b/1', randomBytes(2000));
    await expect(packing.end()).rejects.toThrow('no space left');
    await packing.abandon();
  });

  it('gives up without a word when it is told to', async () => {
    const packing = Packing.onto(draft(disk(10 * mega)), lock);
    await packing.bytes('tables/a.b/1', randomBytes(mega));
    await packing.abandon();
  });
});
