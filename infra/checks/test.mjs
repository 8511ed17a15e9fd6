import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisProgram } from '../launcher/redis.mjs';
import { root } from '../launcher/root.mjs';
import { olderPostgres } from './older-postgres.mjs';
import { jestTally, lastLine, sum, wholeCheck } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {(patterns: string[]) => Promise<Tally>} Part */

/** Where nothing may be missing: no browser, no test, nothing skipped. */
const strict = process.env.CI === 'true' || process.env.CI === '1';
/** A part that takes longer than this (ms) hangs. */
const longest = 35 * 60_000;

const check = (/** @type {string} */ script, /** @type {string[]} */ ...args) => async () => wholeCheck(await run([join(root, script), ...args]));

/** Tests assert what happens, not how fast: a machine that does something else meanwhile must not turn one red. */
const patient = '--testTimeout=60000';
const sparing = '--workerIdleMemoryLimit=1500MB';
/** What was run at length on one machine already; the full size is `npm run reliability`. */
const smaller = { EVENKEEL_FLAGGED: process.env.EVENKEEL_FLAGGED ?? '500', EVENKEEL_KILLS: process.env.EVENKEEL_KILLS ?? '10', EVENKEEL_DATABASE_KILLS: process.env.EVENKEEL_DATABASE_KILLS ?? '2' };

/** In the order in which a mistake is cheapest to find. A build counts only when it fails: the promises stand on it. */
const parts = /** @type {Record<string, Part>} */ ({
  lint: check('infra/checks/lint.mjs'),
  types: check('node_modules/typescript/bin/tsc', '-b'),
  unit: (patterns) => jest('unit', patterns, [patient, sparing, '--maxWorkers=2']),
  integration: (patterns) => jest('integration', patterns, [patient, sparing, '--maxWorkers=2']),
  build: async () => ({ passed: 0, failed: (await run([join(root, 'infra/launcher/build.mjs')])) === 0 ? 0 : 1 }),
  generated: check('infra/checks/generate.mjs', '--check'),
  'integration-15': onOlderPostgres,
  promises: (patterns) => jest('promises', patterns, [patient, sparing, '--maxWorkers=1']),
  'promises-several': onSeveralProcesses,
});

/**
 * The integration tests once more, on the PostgreSQL of the machine: the oldest that is supported, where Debian 12 is.
 * @param {string[]} patterns
 * @returns {Promise<Tally>}
 */
async function onOlderPostgres(patterns) {
  const found = olderPostgres();
  if (found === undefined) {
    process.stdout.write('SKIPPED: no PostgreSQL 15 or newer in /usr/lib/postgresql. On Debian: apt-get install postgresql-15\n');
    return { passed: 0, failed: strict ? 1 : 0 };
  }
  process.stdout.write(`PostgreSQL ${found.version} of ${found.installation}\n`);
  return jest('integration', patterns, [patient, sparing, '--maxWorkers=2'], { EVENKEEL_TEST_POSTGRES: found.installation });
}

/**
 * `npm test`: everything that has to hold, or the parts that are named (`npm test -- unit libs/taper`). The last line
 * of the output counts the whole run.
 * @returns {Promise<Tally>}
 */
async function test() {
  const args = process.argv.slice(2);
  const named = args.filter((arg) => Object.hasOwn(parts, arg));
  const patterns = args.filter((arg) => !named.includes(arg));
  /** @type {Tally[]} */
  const tallies = [];
  for (const [name, part] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    process.stdout.write(`\n== ${name}\n`);
    const startedAt = performance.now();
    const tally = await part(patterns).catch((error) => {
      process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return { passed: 0, failed: 1 };
    });
    tallies.push(tally);
    process.stdout.write(`== ${name}: ${tally.failed === 0 ? 'green' : 'RED'}, ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  }
  return sum(tallies);
}

/**
 * The promises of the second size.
 * @param {string[]} patterns
 * @returns {Promise<Tally>}
 */
async function onSeveralProcesses(patterns) {
  if (redisProgram() !== undefined) return jest('promises-several', patterns, [patient, sparing, '--maxWorkers=1'], smaller);
  process.stdout.write('SKIPPED: no redis-server or valkey-server on this machine. On Debian: apt-get install redis-server\n');
  return { passed: 0, failed: strict ? 1 : 0 };
}

/**
 * @param {string} project
 * @param {string[]} patterns
 * @param {string[]} options
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<Tally>}
 */
async function jest(project, patterns, options, more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-results-'));
  const output = join(folder, 'result.json');
  const script = join(root, 'node_modules/jest/bin/jest.js');
  const always = ['-c', 'jest.config.mjs', '--selectProjects', project, '--json', `--outputFile=${output}`];
  const exitCode = await run([script, ...always, ...options, ...(strict ? ['--ci'] : ['--passWithNoTests']), ...patterns], {
    ...more,
    NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
  });
  const result = readResult(output);
  rmSync(folder, { recursive: true, force: true });
  return jestTally({ result, exitCode, strict });
}

/**
 * @param {string} file
 * @returns {import('./tally.mjs').JestResult | undefined}
 */
function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Runs a script under this Node; its output streams by.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {Promise<number | null>} exit code, null if it was killed
 */
function run(args, more = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', ...more },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  return new Promise((settle) => {
    child.once('error', () => settle(null));
    child.once('exit', settle);
  });
}

// Ctrl-C reaches the part through the terminal; the count is still printed.
process.on('SIGINT', () => undefined);
const tally = await test();
process.stdout.write(`\n${lastLine(tally)}\n`);
process.exitCode = tally.failed === 0 ? 0 : 1;
