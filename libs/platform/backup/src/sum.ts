import { createHash } from 'node:crypto';
import type { TableSum } from './format.js';

const lineFeed = 0x0a;

/** Adds up a table as it goes by. In COPY's text format every row ends with a line feed and holds none. */
export class Summing {
  private readonly hash = createHash('sha256');
  private rows = 0;
  private bytes = 0;

  add(chunk: Buffer): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) this.rows += 1;
  }

  /** Once, at the end. */
  sum(name: string): TableSum {
    return { name, rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

export const equalSums = (one: TableSum, other: TableSum): boolean =>
  one.name === other.name && one.rows === other.rows && one.bytes === other.bytes && one.sha256 === other.sha256;

/** Adds up files in the order in which they come. */
export class SummingFiles {
  private readonly hash = createHash('sha256');
  private count = 0;
  private bytes = 0;

  add(name: string, bytes: number, sha256: string): void {
    this.hash.update(`${JSON.stringify([name, bytes, sha256])}\n`);
    this.count += 1;
    this.bytes += bytes;
  }

  sum(): { count: number; bytes: number; sha256: string } {
    return { count: this.count, bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }
}
