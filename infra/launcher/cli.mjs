import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProduct } from './build.mjs';
import { joinDatabase } from './private-database.mjs';
import { runCommand } from './refuse.mjs';
import { root } from './root.mjs';
import { liveRun } from './run-file.mjs';
import { claimProduct, dataDirectory, openProduct, productEnvironment } from './session.mjs';
import { readSettings } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/**
 * `npm run evenkeel -- <command>`: runs a command of the cli beside a running product, or with the database started
 * just for it. Words of the launcher go to the error stream, so that the command's output can be piped.
 * @returns {Promise<number>} the command's exit code
 */
async function main() {
  const args = process.argv.slice(2);
  const settings = readSettings(process.env);
  const data = dataDirectory(settings);
  await buildProduct((line) => process.stderr.write(`${line}\n`));
  const { env, stop } = needsDatabase(args) ? await reachDatabase(settings, data) : { env: productEnvironment(settings, data, settings.databaseUrl ?? ''), stop: async () => undefined };
  try {
    return await runProgram(args, env);
  } finally {
    await stop();
  }
}

/**
 * A file is verified where there is nothing but the file and the secret.
 * @param {string[]} args
 */
function needsDatabase([command, ...options]) {
  return !(command === 'verify' && options.some((option) => option === '--file' || option.startsWith('--file=')));
}

/**
 * @param {Settings} settings
 * @param {string} data
 */
async function reachDatabase(settings, data) {
  const nothingToStop = async () => undefined;
  if (settings.databaseUrl !== undefined) return { env: productEnvironment(settings, data, settings.databaseUrl), stop: nothingToStop };
  let joined = await joinDatabase(data);
  // A product that is starting needs a moment before its database is there to be shared.
  for (const end = performance.now() + 20_000; joined === undefined && liveRun(data) !== undefined && performance.now() < end; ) {
    await sleep(200);
    joined = await joinDatabase(data);
  }
  if (joined !== undefined) return { env: productEnvironment(settings, data, joined.url), stop: joined.stop };

  const claim = await claimProduct(data, 'npm run evenkeel');
  try {
    const log = (/** @type {string} */ name) => (/** @type {string} */ line) => void process.stderr.write(`[${name}] ${line}\n`);
    const product = await openProduct({ settings, data, log, started: (pid) => claim.record('postgres', pid) });
    const stop = async () => {
      claim.stopping();
      await product.stop();
      claim.release();
    };
    return { env: product.env, stop };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
async function runProgram(args, env) {
  // Ctrl-C reaches the command through the terminal; we only wait for it to end, and stop the database after it.
  const passOn = (/** @type {NodeJS.Signals} */ name) => void child.kill(name);
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'apps/cli/bundle/main.js'), ...args], { cwd: root, env, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', passOn);
  process.on('SIGHUP', passOn);
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

await runCommand(main);
