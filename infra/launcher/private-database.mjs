import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './postgres.mjs';
import { runningPostmaster } from './postmaster.mjs';
import { liveRun } from './run-file.mjs';
import { keptSecret } from './secrets.mjs';
import { keepRunning } from './supervise.mjs';

/** @typedef {{ url: string, stop: () => Promise<void> }} Database the product's database: where it is, and how to stop what was started for it */

const name = 'evenkeel';
const passwordFile = 'postgres-password';

/** @param {string} data */
const clusterOf = (data) => join(data, 'postgres');

/**
 * Starts the private PostgreSQL, makes the product's database if it is not there, and keeps PostgreSQL running on the
 * same port until it is stopped: a crash costs a moment, not the product.
 * @param {string} data the data folder
 * @param {(line: string) => void} log
 * @param {(pid: number) => void} started told each time PostgreSQL was started
 * @returns {Promise<Database>}
 */
export async function openDatabase(data, log, started) {
  const order = { folder: clusterOf(data), password: keptSecret(data, passwordFile), log };
  const first = await startPostgres(order);
  started(first.pid);
  const kept = keepRunning({
    first,
    log,
    start: async () => {
      const again = await startPostgres({ ...order, port: first.port });
      started(again.pid);
      return again;
    },
  });
  try {
    await makeDatabase(first.url('postgres'));
  } catch (error) {
    await kept.stop();
    throw error;
  }
  return { url: first.url(name), stop: kept.stop };
}

/**
 * The private PostgreSQL that another process of ours keeps running.
 * @param {string} data the data folder
 * @returns {Promise<Database | undefined>} undefined if none runs
 */
export async function joinDatabase(data) {
  // One without a living owner is about to stop, or is stopped by the next start.
  if (liveRun(data) === undefined) return undefined;
  for (let found = runningPostmaster(clusterOf(data)); found !== undefined; found = runningPostmaster(clusterOf(data))) {
    if (found.ready) {
      const url = `postgres://evenkeel:${keptSecret(data, passwordFile)}@127.0.0.1:${found.port}/${name}`;
      return { url, stop: async () => undefined };
    }
    await sleep(50);
  }
  return undefined;
}

/** @param {string} url of any database of the server */
async function makeDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
