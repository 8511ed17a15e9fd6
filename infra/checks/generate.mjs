import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../launcher/build.mjs';
import { Refused, runCommand } from '../launcher/refuse.mjs';
import { root } from '../launcher/root.mjs';
import startTestPostgres from './postgres.setup.mjs';
import stopTestPostgres from './postgres.teardown.mjs';

/**
 * A committed file that is made from something else. Either a command of the cli prints it, or a script of its own
 * writes it (and takes --check).
 * @typedef {object} Generated
 * @property {string} name
 * @property {string} [prints] command of the cli
 * @property {string} [script] path from the root
 * @property {string} [output] where the print goes
 */

/** In order: the client's documents are checked against the printed schema. @type {Generated[]} */
const all = [
  { name: 'the GraphQL schema', prints: 'print-schema', output: 'libs/api-client/schema.graphql' },
  { name: "the peer realm's GraphQL schema", prints: 'print-peer-schema', output: 'libs/api-client/peer-schema.graphql' },
  { name: 'the tables, policies and grants', prints: 'print-sql', output: 'libs/platform/database/schema.sql' },
  { name: "the client's operations", script: 'libs/api-client/generate.mjs' },
];

const cli = join(root, 'apps/cli/dist/main.js');

/**
 * `npm run generate`: writes every generated file anew. With --check it writes nothing and fails when one of them is
 * not what it would write.
 * @returns {Promise<number>} the exit code
 */
async function generate() {
  const checking = process.argv.includes('--check');
  await compile(['apps/cli'], (line) => process.stdout.write(`${line}\n`));
  const known = run([cli, '--help'], process.env).stdout;
  await startTestPostgres();
  try {
    const env = await migratedDatabase();
    let stale = 0;
    for (const one of all) {
      if (one.prints !== undefined && !known.includes(one.prints)) {
        process.stdout.write(`generate: ${one.name}: the cli has no command ${one.prints}\n`);
        stale += 1;
        continue;
      }
      const fresh = one.script === undefined ? print(one, env, checking) : runScript(one.script, env, checking);
      process.stdout.write(`generate: ${one.name}: ${fresh ? 'up to date' : checking ? 'OUT OF DATE, run npm run generate' : 'written'}\n`);
      stale += fresh ? 0 : 1;
    }
    return checking && stale > 0 ? 1 : 0;
  } finally {
    await stopTestPostgres();
  }
}

/** A database of its own, as a new installation has it. */
async function migratedDatabase() {
  const server = process.env.EVENKEEL_TEST_DATABASE_URL ?? '';
  const name = `generate_${randomBytes(6).toString('hex')}`;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`).finally(() => client.end());
  const url = new URL(server);
  url.pathname = `/${name}`;
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: url.href, EVENKEEL_SECRET: randomBytes(32).toString('hex'), EVENKEEL_DEMO: '0', LOG_LEVEL: 'error' };
  const migrated = run([cli, 'migrate'], env);
  if (migrated.status !== 0) throw new Refused(`A new database cannot be migrated.\n${migrated.stdout}\n${migrated.stderr}`);
  return env;
}

/**
 * @param {Generated} one
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} checking
 * @returns {boolean} whether the file was up to date
 */
function print({ name, prints = '', output = '' }, env, checking) {
  const done = run([cli, prints], env);
  if (done.status !== 0 || done.stdout.trim() === '') throw new Refused(`${name} cannot be printed.\n${done.stderr}`);
  const file = join(root, output);
  const fresh = existsSync(file) && readFileSync(file, 'utf8') === done.stdout;
  if (!fresh && !checking) writeFileSync(file, done.stdout);
  return fresh;
}

/**
 * @param {string} script
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} checking
 * @returns {boolean} whether its files were up to date
 */
function runScript(script, env, checking) {
  const done = run([join(root, script), ...(checking ? ['--check'] : [])], env);
  process.stdout.write(done.stdout + done.stderr);
  if (!checking && done.status !== 0) throw new Refused(`${script} failed.`);
  return checking && done.status === 0;
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(args, env) {
  return spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
}

await runCommand(generate);
