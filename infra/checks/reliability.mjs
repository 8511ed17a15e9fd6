import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildProduct } from '../launcher/build.mjs';
import { runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';

/** Patterns of files. */
const usual = ['kill', 'address-is-not-told', 'rolling-restart', 'worker-gone-for-good', 'redis-outages'];

/**
 * `npm run reliability -- NAME ...`: the promises that kill and cut things, on both sizes, on a PostgreSQL that writes
 * through to the disk, and what is judged by the clock. Without names those that kill, restart or take Redis away, and
 * whether an address is told by the time that an answer takes. EVENKEEL_SAMPLES, EVENKEEL_FLAGGED, EVENKEEL_KILLS,
 * EVENKEEL_REDIS_AWAY (seconds) and EVENKEEL_SEED make a run longer, or repeat one.
 * @returns {Promise<number>} the exit code
 */
async function reliability() {
  await buildProduct((line) => void process.stdout.write(`${line}\n`));
  const names = process.argv.slice(2);
  const script = join(root, 'node_modules/jest/bin/jest.js');
  const args = [script, '-c', 'jest.config.mjs', '--selectProjects', 'promises', 'promises-several', '--runInBand', '--verbose', ...(names.length > 0 ? names : usual)];
  const longer = { EVENKEEL_SAMPLES: process.env.EVENKEEL_SAMPLES ?? '500', EVENKEEL_REDIS_AWAY: process.env.EVENKEEL_REDIS_AWAY ?? '60' };
  const env = { ...process.env, EVENKEEL_TEST_DURABLE: '1', ...longer, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  process.on('SIGINT', () => undefined);
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

await runCommand(reliability);
