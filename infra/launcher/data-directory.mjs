import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from './error-code.mjs';
import { Refused } from './refuse.mjs';
import { canEnter } from './unprivileged.mjs';

/** @typedef {import('./unprivileged.mjs').Account} Account */

/** Where an installation by root keeps what the unprivileged account must reach. Never a temporary folder: rows live here. */
export const machineFolder = '/var/lib/evenkeel';

/**
 * Where this clone keeps its rows and its secret.
 * @param {object} facts
 * @param {string} facts.root folder of the repository
 * @param {string | undefined} facts.wish EVENKEEL_DATA_DIR
 * @param {boolean} facts.reachable whether PostgreSQL's account can enter `root`
 * @returns {string} absolute path: the wish, `.evenkeel` in the clone, or a folder of the machine named after the clone
 */
export function chooseDataDirectory({ root, wish, reachable }) {
  if (wish !== undefined && wish !== '') return resolve(wish);
  if (reachable) return join(root, '.evenkeel');
  return join(machineFolder, createHash('sha256').update(root).digest('hex').slice(0, 12));
}

/**
 * Chooses the data folder, makes it, and makes sure that PostgreSQL's account can pass through it.
 * Only PostgreSQL's own subfolder is given to that account; secrets beside it stay with us (mode 0600).
 * @param {{ root: string, wish: string | undefined, account: Account | undefined }} facts
 * @returns {string} absolute path of an existing folder
 */
export function prepareDataDirectory({ root, wish, account }) {
  const folder = chooseDataDirectory({ root, wish, reachable: canEnter(root, account) });
  try {
    mkdirPassable(folder);
  } catch (error) {
    const code = errorCode(error);
    throw code === undefined ? error : new Refused(`EVENKEEL_DATA_DIR: the data folder cannot be made (${code}).`);
  }
  if (!canEnter(folder, account)) {
    throw new Refused(`EVENKEEL_DATA_DIR: user ${account?.name ?? 'you'} cannot enter the data folder; choose one below folders that everybody may enter.`);
  }
  return folder;
}

/**
 * Makes a folder and its missing parents so that others may pass through, whatever the umask says.
 * Folders that existed before are left as they are.
 * @param {string} folder
 */
export function mkdirPassable(folder) {
  if (existsSync(folder)) return;
  mkdirPassable(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o711);
}
