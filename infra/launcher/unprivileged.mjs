import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{ uid: number, gid: number, name: string }} Account an account of the machine that is not root */

/**
 * The account to run PostgreSQL under, which refuses to run as root and needs an entry in the password file.
 * `nobody` exists everywhere; the others are there for unusual images.
 * @param {string} passwd text of /etc/passwd
 * @returns {Account | undefined} undefined if the file names nobody suitable
 */
export function pickAccount(passwd) {
  const accounts = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid }) => name !== '' && Number.isInteger(uid) && uid > 0);
  return accounts.find(({ name }) => name === 'nobody') ?? accounts.find(({ name }) => name === 'postgres') ?? accounts[0];
}

/**
 * The account PostgreSQL has to run under; undefined when that is simply the user who started us.
 * @returns {Account | undefined}
 */
export function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const account = pickAccount(readFileSync('/etc/passwd', 'utf8'));
  if (account === undefined) throw new Error('Running as root, but /etc/passwd names no other account to run PostgreSQL under.');
  return account;
}

/**
 * Whether the account can enter a folder. Asked of the kernel, because modes alone do not tell (access lists, mounts).
 * @param {string} folder an existing folder
 * @param {Account | undefined} account undefined: ourselves
 */
export function canEnter(folder, account) {
  return probe('cd -- "$1"', folder, account);
}

/**
 * Whether the account can run a program.
 * @param {string} file
 * @param {Account | undefined} account undefined: ourselves
 */
export function canRun(file, account) {
  return probe('test -x "$1" && test -r "$1"', file, account);
}

/**
 * @param {string} script
 * @param {string} path
 * @param {Account | undefined} account
 */
function probe(script, path, account) {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], { ...as, cwd: '/', stdio: 'ignore' }).status === 0;
}
