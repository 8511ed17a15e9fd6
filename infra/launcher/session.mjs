import { join } from 'node:path';
import { prepareDataDirectory } from './data-directory.mjs';
import { parentOf, commandLineOf } from './processes.mjs';
import { openDatabase } from './private-database.mjs';
import { Refused } from './refuse.mjs';
import { root } from './root.mjs';
import { claim } from './run-file.mjs';
import { keptSecret } from './secrets.mjs';
import { childEnvironment } from './settings.mjs';
import { unprivilegedAccount } from './unprivileged.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./run-file.mjs').Claim} Claim */
/** @typedef {(name: string) => (line: string) => void} LogAs writes lines under a name */

/** @type {LogAs} */
export const logAs = (name) => (line) => void process.stdout.write(`[${name}] ${line}\n`);

/**
 * The data folder of this clone, made if it is not there.
 * @param {Settings} settings
 */
export function dataDirectory(settings) {
  requireNode();
  return prepareDataDirectory({ root, wish: settings.dataDirectory, account: unprivilegedAccount() });
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Refused('Node 20.19 or newer is needed.');
}

/**
 * The database the product is to use, and the environment of the processes that use it.
 * @param {object} order
 * @param {Settings} order.settings
 * @param {string} order.data
 * @param {(pid: number) => void} order.started told each time a private PostgreSQL was started
 * @param {LogAs} [order.log]
 * @returns {Promise<{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }>}
 */
export async function openProduct({ settings, data, started, log = logAs }) {
  const own = settings.databaseUrl;
  const database = own === undefined ? await openDatabase(data, log('postgres'), started) : { url: own, stop: async () => undefined };
  return { env: productEnvironment(settings, data, database.url), stop: database.stop };
}

/**
 * @param {Settings} settings
 * @param {string} data
 * @param {string} databaseUrl
 */
export function productEnvironment(settings, data, databaseUrl) {
  const secret = settings.secret ?? keptSecret(data, 'secret');
  return childEnvironment({ env: process.env, settings, databaseUrl, secret, data, web: join(root, 'apps/web/dist') });
}

/**
 * Calls back once when somebody wants us to end: Ctrl-C, a signal, a closed terminal, or the death of the npm that
 * started us (it cannot pass on a SIGKILL).
 * @param {() => void} stop
 */
export function onStopWish(stop) {
  let told = false;
  const tell = () => {
    if (!told) stop();
    told = true;
  };
  for (const name of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, tell);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  // Some shells stay between npm and us.
  const above = /^(\S*\/)?(da|ba)?sh -c/.test(commandLineOf(parent)) ? parentOf(parent) : undefined;
  setInterval(() => {
    if (process.ppid !== parent || (above !== undefined && parentOf(parent) !== above)) tell();
  }, 250).unref();
}

/**
 * @param {string} data
 * @param {string} name
 * @param {number} [port]
 * @returns {Promise<Claim>}
 */
export const claimProduct = (data, name, port) => claim(data, port === undefined ? { name } : { name, port });
