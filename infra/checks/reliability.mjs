import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildProduct } from '../launcher/build.mjs';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import { commitOf, machine, merged, page } from './reliability-report.mjs';

/** @typedef {'one-machine' | 'several-processes'} Size */
/** @typedef {{ files: string, sizes: Size[], env?: Record<string, string> }} Case */

const both = /** @type {Size[]} */ (['one-machine', 'several-processes']);
const several = /** @type {Size[]} */ (['several-processes']);

/** By name: the test files, the sizes, and the full size of each; a variable that is set already wins. */
const cases = /** @type {Record<string, Case>} */ ({
  kills: { files: 'kills-lose-nothing', sizes: both, env: { EVENKEEL_FLAGGED: '10000', EVENKEEL_KILLS: '50', EVENKEEL_DATABASE_KILLS: '5' } },
  'rolling-restart': { files: 'rolling-restart', sizes: several, env: { EVENKEEL_RESTARTED: '500' } },
  'worker-gone': { files: 'worker-gone-for-good', sizes: several },
  redis: { files: 'redis-outages', sizes: several, env: { EVENKEEL_REDIS_AWAY: '60' } },
  'ended-access': { files: 'ended-access', sizes: both, env: { EVENKEEL_ENDINGS: '1000' } },
  'address-is-not-told': { files: 'address-is-not-told', sizes: ['one-machine'], env: { EVENKEEL_SAMPLES: '500' } },
  'passing-on': { files: 'passing-on-tells-nothing', sizes: ['one-machine'], env: { EVENKEEL_SAMPLES: '500' } },
});

const projects = { 'one-machine': 'promises', 'several-processes': 'promises-several' };

/**
 * `npm run reliability -- [--size=SIZE] NAME ...`: the promises that kill, cut and take away, at their full size and on both
 * sizes of the product, on a PostgreSQL that writes through to the disk; and what is judged by the clock. A case is
 * called by its name or by a part of its file's. Without names every case. Rows and page go to docs/reports (EVENKEEL_REPORT names another folder), after each case.
 * @returns {Promise<number>} the exit code
 */
async function reliability() {
  const args = process.argv.slice(2);
  const only = args.find((arg) => arg.startsWith('--size='))?.slice('--size='.length);
  const names = args.filter((arg) => !arg.startsWith('--'));
  const isCalled = (/** @type {string} */ name, /** @type {string} */ wanted) => name === wanted || cases[name]?.files.includes(wanted) === true;
  const unknown = names.filter((wanted) => !Object.keys(cases).some((name) => isCalled(name, wanted)));
  if (unknown.length > 0) throw new Refused(`There is no case ${unknown.join(', ')}. There are: ${Object.keys(cases).join(', ')}`);
  if (only !== undefined && !both.some((size) => size === only)) throw new Refused(`There is no size ${only}. There are: ${both.join(', ')}`);
  await buildProduct((line) => void process.stdout.write(`${line}\n`));
  process.on('SIGINT', () => undefined);
  let code = 0;
  for (const [name, { files, sizes, env = {} }] of Object.entries(cases)) {
    if (names.length > 0 && !names.some((wanted) => isCalled(name, wanted))) continue;
    for (const size of sizes) {
      if (only !== undefined && size !== only) continue;
      process.stdout.write(`\n== ${name}, ${size}\n`);
      code = Math.max(code, await runCase(files, size, env));
    }
  }
  return code;
}

/**
 * @param {string} files
 * @param {Size} size
 * @param {Record<string, string>} full
 * @returns {Promise<number>} the exit code
 */
async function runCase(files, size, full) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-reliability-'));
  const rows = join(folder, 'rows');
  const script = join(root, 'node_modules/jest/bin/jest.js');
  const env = { ...full, ...process.env, EVENKEEL_TEST_DURABLE: '1', EVENKEEL_RELIABILITY_ROWS: rows, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
  const child = spawn(process.execPath, [script, '-c', 'jest.config.mjs', '--selectProjects', projects[size], '--runInBand', '--verbose', '--testPathPatterns', files], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = /** @type {number} */ (await new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (ended) => settle(ended ?? 1));
  }));
  if (existsSync(rows)) record(readFileSync(rows, 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
  rmSync(folder, { recursive: true, force: true });
  return code;
}

/** @param {object[]} counted */
function record(counted) {
  const folder = resolve(root, process.env.EVENKEEL_REPORT ?? 'docs/reports');
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'reliability.json');
  const date = new Date().toISOString().slice(0, 16);
  const commit = commitOf(root);
  const now = /** @type {import('./reliability-report.mjs').Row[]} */ (counted.map((row) => {
    const { case: name, size, ...figures } = /** @type {import('./reliability-report.mjs').Row} */ (row);
    return { case: name, size, ...figures, date, commit };
  }));
  const rows = merged(existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [], now);
  writeFileSync(list, `${JSON.stringify(rows, null, 2)}\n`);
  writeFileSync(join(folder, 'reliability.md'), page(rows, machine()));
}

await runCommand(reliability);
