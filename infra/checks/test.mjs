import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisProgram } from '../launcher/redis.mjs';
import { root } from '../launcher/root.mjs';
import { olderPostgres } from './older-postgres.mjs';
import { jestTally, lastLine, sum, wholeCheck } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {(patterns: string[], keep?: string[]) => Promise<Tally>} Part what it says streams by, or is kept where it can be */

/** Where nothing may be missing: no browser, no test, nothing skipped. */
const strict = process.env.CI === 'true' || process.env.CI === '1';
/** A part that takes longer than this (ms) hangs. */
const longest = 35 * 60_000;

const check = (/** @type {string} */ script, /** @type {string[]} */ ...args) => async (/** @type {string[]} */ _patterns, /** @type {string[] | undefined} */ keep) =>
  wholeCheck(await run([join(root, script), ...args], {}, keep));

/** Tests assert what happens, not how fast: a machine that does something else meanwhile must not turn one red. */
const patient = '--testTimeout=60000';
const sparing = '--workerIdleMemoryLimit=1500MB';
/** The product waits for time to pass, for pages and for mail: with three at once two processors are never idle. */
const three = '--maxWorkers=3';
/** What was run at length on one machine already; the full size is `npm run reliability`. */
const smaller = { EVENKEEL_FLAGGED: process.env.EVENKEEL_FLAGGED ?? '300', EVENKEEL_KILLS: process.env.EVENKEEL_KILLS ?? '6', EVENKEEL_DATABASE_KILLS: process.env.EVENKEEL_DATABASE_KILLS ?? '1' };

/** Random courses of an alert were run at length on the newest PostgreSQL; what they ask of an older one, a few ask too. */
const fewerCourses = { EVENKEEL_COURSES: process.env.EVENKEEL_COURSES ?? '400' };

/** Takes one core for minutes: goes on beside the parts after it, and all that it said is printed when it is over. */
const aside = 'lint';

/** In the order in which a mistake is cheapest to find. A build counts only when it fails: the promises stand on it. */
const parts = /** @type {Record<string, Part>} */ ({
  [aside]: check('infra/checks/lint.mjs'),
  types: check('node_modules/typescript/bin/tsc', '-b'),
  unit: (patterns) => jest('unit', patterns, [patient, sparing, '--maxWorkers=2']),
  integration: (patterns) => jest('integration', patterns, [patient, sparing, '--maxWorkers=2']),
  build: async () => ({ passed: 0, failed: (await run([join(root, 'infra/launcher/build.mjs')])) === 0 ? 0 : 1 }),
  generated: check('infra/checks/generate.mjs', '--check'),
  'integration-15': onOlderPostgres,
  promises: (patterns) => jest('promises', patterns, [patient, sparing, three]),
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
  return jest('integration', patterns, [patient, sparing, '--maxWorkers=2'], { EVENKEEL_TEST_POSTGRES: found.installation, ...fewerCourses });
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
  const wanted = Object.keys(parts).filter((name) => named.length === 0 || named.includes(name));
  const meanwhile = wanted.length > 1 && wanted[0] === aside ? goAside(aside) : undefined;
  /** @type {Tally[]} */
  const tallies = [];
  for (const name of meanwhile === undefined ? wanted : wanted.slice(1)) tallies.push(await complete(name, () => parts[name]?.(patterns), (text) => process.stdout.write(text)));
  return sum(meanwhile === undefined ? tallies : [...tallies, await meanwhile]);
}

/**
 * A part beside the others: what it says is printed when it is over.
 * @param {string} name
 * @returns {Promise<Tally>}
 */
async function goAside(name) {
  /** @type {string[]} */
  const said = [];
  const tally = await complete(name, () => parts[name]?.([], said), (text) => said.push(text));
  process.stdout.write(said.join(''));
  return tally;
}

/**
 * A part between its two lines. One that breaks counts as one failure.
 * @param {string} name
 * @param {() => Promise<Tally> | undefined} part
 * @param {(text: string) => void} say
 * @returns {Promise<Tally>}
 */
async function complete(name, part, say) {
  say(`\n== ${name}\n`);
  const startedAt = performance.now();
  let tally = { passed: 0, failed: 1 };
  try {
    tally = (await part()) ?? tally;
  } catch (error) {
    say(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  say(`== ${name}: ${tally.failed === 0 ? 'green' : 'RED'}, ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  return tally;
}

/**
 * The promises of the second size.
 * @param {string[]} patterns
 * @returns {Promise<Tally>}
 */
async function onSeveralProcesses(patterns) {
  if (redisProgram() !== undefined) return jest('promises-several', patterns, [patient, sparing, three], smaller);
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
 * Runs a script under this Node; its output streams by, or is kept.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [more]
 * @param {string[]} [keep] receives the output
 * @returns {Promise<number | null>} exit code, null if it was killed
 */
function run(args, more = {}, keep = undefined) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', ...more },
    stdio: keep === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => keep?.push(text));
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
