import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mkdirPassable } from './data-directory.mjs';
import { freePort } from './port.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { reclaim } from './postmaster.mjs';
import { eachLine, signal, startProcess, waitForEnd, birthOf } from './processes.mjs';
import { unprivilegedAccount } from './unprivileged.mjs';

/** @typedef {import('./unprivileged.mjs').Account} Account */

/**
 * A private PostgreSQL that accepts connections.
 * @typedef {object} Postgres
 * @property {number} pid
 * @property {number} port on 127.0.0.1
 * @property {(database: string) => string} url connection string of the superuser `evenkeel`
 * @property {Promise<string>} exited settles with a few words on how it ended
 * @property {() => Promise<void>} stop lets running statements go and ends within about eight seconds; rows stay
 */

const superuser = 'evenkeel';
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * What we set on every private PostgreSQL. Errors of statements are left out of its log: their text can carry
 * values of rows, and the program that sent the statement reports them already.
 */
const always = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts the PostgreSQL that came with `npm ci`, making its data folder first if there is none, and waits until it
 * accepts connections. One that outlived an earlier launcher on the same folder is stopped before.
 * It ends when we die, however we die.
 * @param {object} order
 * @param {string} order.folder its data folder; parents must be passable for PostgreSQL's account
 * @param {string} order.password of the superuser; taken when the folder is made
 * @param {number} [order.port] a free one if left out
 * @param {Record<string, string>} [order.settings] added to ours
 * @param {string} [order.installation] folder with `bin` of another PostgreSQL, 15 or newer, instead of the one of `npm ci`
 * @param {(line: string) => void} [order.log] receives what PostgreSQL has to say
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ folder, password, port, settings = {}, installation, log = () => undefined }) {
  const account = unprivilegedAccount();
  const binaries = installation ?? postgresBinaries(account);
  if (existsSync(join(folder, 'PG_VERSION'))) await reclaim(folder);
  else await makeCluster({ binaries, folder, password, account, durable: settings.fsync !== 'off' });

  const at = port ?? (await freePort());
  const options = Object.entries({ ...always, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let isReady = () => {};
  const ready = new Promise((settle) => {
    isReady = () => settle('ready');
  });
  /** @type {string[]} */
  const said = [];
  const running = startProcess({
    command: join(binaries, 'bin/postgres'),
    args: ['-D', folder, '-p', String(at), ...options],
    env: environment,
    cwd: '/',
    ...(account === undefined ? {} : { account }),
    log: (line) => {
      if (said.length < 40) said.push(line);
      if (line.includes('ready to accept connections')) isReady();
      else if (/FATAL|PANIC|not properly shut down|redo done/.test(line)) log(line);
    },
  });
  const outcome = await Promise.race([ready, running.exited]);
  if (outcome !== 'ready') throw new Error(`PostgreSQL ${outcome}\n${said.join('\n')}`);

  const lifeline = stopWhenWeDie(running.pid, account);
  const exited = running.exited.finally(lifeline);
  return {
    pid: running.pid,
    port: at,
    url: (database) => `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${at}/${database}`,
    exited,
    stop: () => stopPostgres(running.pid, exited),
  };
}

/**
 * @param {number} pid
 * @param {Promise<string>} exited
 */
async function stopPostgres(pid, exited) {
  const birth = birthOf(pid);
  signal(pid, 'SIGINT');
  if (!(await waitForEnd(pid, birth, 6000))) signal(pid, 'SIGQUIT');
  if (!(await waitForEnd(pid, birth, 2000))) signal(pid, 'SIGKILL');
  await exited;
}

/**
 * @param {{ binaries: string, folder: string, password: string, account: Account | undefined, durable: boolean }} order
 */
async function makeCluster({ binaries, folder, password, account, durable }) {
  // What an interrupted first start left behind has no PG_VERSION or is not complete; PostgreSQL wants it empty.
  rmSync(folder, { recursive: true, force: true });
  mkdirPassable(dirname(folder));
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const secret = `${folder}.password`;
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) for (const path of [draft, secret]) chownSync(path, account.uid, account.gid);
  try {
    await runToEnd(join(binaries, 'bin/initdb'), [...initdbOptions(draft, secret, majorVersion(binaries)), ...(durable ? [] : ['--no-sync'])], account);
  } finally {
    rmSync(secret, { force: true });
  }
  renameSync(draft, folder);
}

/**
 * Independent of the locales of the machine: sorting must not change when the machine is upgraded. Before version 17
 * PostgreSQL has no letters of its own; those of the C library's C.UTF-8 sort the same way.
 * @param {string} folder
 * @param {string} passwordFile
 * @param {number} version
 */
function initdbOptions(folder, passwordFile, version) {
  const ownLetters = version >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C', '--lc-ctype=C.UTF-8'];
  const locale = ['-E', 'UTF8', ...ownLetters];
  return ['-D', folder, '-U', superuser, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', ...locale, '--no-instructions'];
}

/**
 * @param {string} binaries
 * @returns {number} 15, 18; 0 if it does not say
 */
function majorVersion(binaries) {
  const { stdout } = spawnSync(join(binaries, 'bin/postgres'), ['--version'], { encoding: 'utf8', cwd: '/', env: environment });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Account | undefined} account
 */
async function runToEnd(command, args, account) {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const child = spawn(command, args, { ...as, cwd: '/', env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {string[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, (line) => said.push(line));
  const code = await new Promise((settle, fail) => child.once('error', fail).once('close', settle));
  if (code !== 0) throw new Error(`The database could not be made (initdb ended with code ${String(code)}).\n${said.slice(-8).join('\n')}`);
}

/**
 * A shell that waits on a pipe of ours and then asks a server to stop: a server does not notice by itself that its
 * launcher was killed.
 * @param {number} pid
 * @param {Account | undefined} account
 * @returns {() => void} to be called when the server has ended, before its number can belong to another
 */
export function stopWhenWeDie(pid, account) {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const script = `trap '' INT TERM HUP; read -r _; kill -INT "$1"`;
  const guard = spawn('/bin/sh', ['-c', script, 'evenkeel-lifeline', String(pid)], {
    ...as,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined);
  guard.unref();
  return () => void guard.kill('SIGKILL');
}
