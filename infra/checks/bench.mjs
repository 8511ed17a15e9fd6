import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildProduct, compile } from '../launcher/build.mjs';
import { runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import startTestPostgres from './postgres.setup.mjs';
import stopTestPostgres from './postgres.teardown.mjs';

/**
 * `npm run bench -- NAME ...`: measures on a private PostgreSQL that writes through to the disk, as the product does.
 * Without names every bench runs. Tables go to the screen, figures to dist/bench/NAME.json.
 * @returns {Promise<number>} the exit code
 */
async function bench() {
  const log = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
  await buildProduct(log);
  await compile(['apps/bench'], log);
  mkdirSync(join(root, 'dist/bench'), { recursive: true });
  process.env.EVENKEEL_TEST_DURABLE = '1';
  await startTestPostgres();
  try {
    const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'apps/bench/dist/main.js'), ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // Ctrl-C reaches the bench through the terminal; the database is stopped after it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => void child.kill('SIGTERM'));
    return await new Promise((settle, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => settle(code ?? 1));
    });
  } finally {
    await stopTestPostgres();
  }
}

await runCommand(bench);
