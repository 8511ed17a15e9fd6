import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refuse.mjs';

/**
 * A random value of 64 hexadecimal digits, made once and kept in a file that only we can read.
 * @param {string} folder the data folder
 * @param {string} name of the file
 * @returns {string}
 */
export function keptSecret(folder, name) {
  const file = join(folder, name);
  if (!existsSync(file)) writeOnce(file, `${randomBytes(32).toString('hex')}\n`);
  const value = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(value)) throw new Refused(`The file ${name} in the data folder is damaged. Put it back from a backup: without it the sealed columns cannot be read.`);
  return value;
}

/**
 * Written through to the disk before the first row depends on it.
 * @param {string} file
 * @param {string} text
 */
function writeOnce(file, text) {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
