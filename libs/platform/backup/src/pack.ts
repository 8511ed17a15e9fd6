import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import type { Draft } from './draft.js';
import { type Lock, locked } from './lock.js';

/** Writes the entries of an archive one after the other; each call waits until there is room. */
export class Packing {
  private readonly pack = tar.pack();
  private readonly written: Promise<void>;

  private constructor(sealed: (plain: Readable) => Promise<Readable>, draft: Draft) {
    // The content is text that repeats itself: more than the fastest level costs much and saves little.
    this.pack.on('error', () => undefined);
    const plain = Readable.from(this.pack).on('error', () => undefined);
    const packed = createGzip({ level: 3 });
    this.written = Promise.all([
      pipeline(plain, packed),
      sealed(packed).then((stream) => pipeline(stream, draft.stream)),
    ]).then(() => undefined);
    // Whoever waits for the next entry or the end is told; until then nobody listens.
    this.written.catch((error: unknown) => this.pack.destroy(error instanceof Error ? error : new Error(String(error))));
  }

  static onto(draft: Draft, lock: Lock): Packing {
    return new Packing((plain) => locked(plain, lock), draft);
  }

  async text(name: string, value: unknown): Promise<void> {
    await this.bytes(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`));
  }

  async bytes(name: string, content: Buffer): Promise<void> {
    const added = new Promise<void>((settle, fail) => {
      const entry = this.pack.entry({ name, size: content.length, mode: 0o600 }, (error) => { if (error) fail(error); else settle(); });
      // An entry whose archive has failed says so by an event, which would end the process if nobody listened.
      entry.on('error', fail).end(content);
    });
    await Promise.race([added, this.written]);
    if (this.pack.destroyed) await this.written;
  }

  /** All of it has been handed to the file. */
  async end(): Promise<void> {
    this.pack.finalize();
    await this.written;
  }

  /** Nobody needs the rest. */
  async abandon(): Promise<void> {
    this.pack.destroy(new Error('The backup was given up'));
    await this.written.catch(() => undefined);
  }
}
