import { createHash } from 'node:crypto';
import type { SealedRow } from './store/seal.store.js';

/** What the first link hangs on. */
export const origin = Buffer.alloc(32);

/**
 * Hash of one link: SHA-256 over the previous hash, the number of the link, and every row as one line of JSON. JSON
 * keeps the columns apart, so no text can be moved from one column to the next without changing the hash.
 */
export function linkHash(previous: Buffer, number: number, rows: readonly SealedRow[]): Buffer {
  const hash = createHash('sha256').update(previous).update(`${number}\n`);
  for (const row of rows) hash.update(`${JSON.stringify([row.id, ...row.columns])}\n`);
  return hash.digest();
}
