import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, commandLineOf, signal, waitForEnd } from './processes.mjs';

/** @typedef {{ pid: number, port: number, ready: boolean }} Postmaster what PostgreSQL says about itself in its pid file */

/**
 * @param {string} text content of postmaster.pid
 * @returns {Postmaster | undefined} undefined if it makes no sense
 */
export function parsePostmaster(text) {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid < 2) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' };
}

/**
 * The PostgreSQL that runs on this data folder now.
 * @param {string} folder PostgreSQL's data folder
 * @returns {Postmaster | undefined}
 */
export function runningPostmaster(folder) {
  const found = readPostmaster(folder);
  return found !== undefined && belongsTo(found.pid, folder) ? found : undefined;
}

/**
 * Makes the data folder free to start on: stops a PostgreSQL that outlived its launcher, and removes a pid file whose
 * number meanwhile belongs to another program (PostgreSQL would refuse to start because of it).
 * @param {string} folder PostgreSQL's data folder
 * @returns {Promise<'free' | 'cleared' | 'stopped'>}
 */
export async function reclaim(folder) {
  const found = readPostmaster(folder);
  if (found === undefined) return 'free';
  const birth = birthOf(found.pid);
  if (birth === undefined || !belongsTo(found.pid, folder)) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return 'cleared';
  }
  signal(found.pid, 'SIGINT');
  if (await waitForEnd(found.pid, birth, 5000)) return 'stopped';
  signal(found.pid, 'SIGQUIT');
  if (await waitForEnd(found.pid, birth, 3000)) return 'stopped';
  signal(found.pid, 'SIGKILL');
  await waitForEnd(found.pid, birth, 3000);
  return 'stopped';
}

/** @param {string} folder */
function readPostmaster(folder) {
  try {
    return parsePostmaster(readFileSync(join(folder, 'postmaster.pid'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @param {string} folder
 */
function belongsTo(pid, folder) {
  const words = commandLineOf(pid);
  return words.includes('postgres') && words.includes(folder);
}
