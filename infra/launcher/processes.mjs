import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.mjs';

/**
 * A process that was started.
 * @typedef {object} Running
 * @property {number} pid
 * @property {Promise<string>} exited settles with a few words on how it ended
 * @property {(graceMs?: number) => Promise<void>} stop asks it to end, and insists after the grace
 */

/**
 * What tells a process from a later one with the same number: boot and start time.
 * @param {number} pid
 * @returns {string | undefined} undefined if there is no such process
 */
export function birthOf(pid) {
  if (process.platform !== 'linux') {
    const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return answer.status === 0 && answer.stdout.trim() !== '' ? answer.stdout.trim() : undefined;
  }
  const fields = statOf(pid);
  // State Z: ended, only its parent has not taken notice yet.
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}:${fields[19] ?? ''}`;
}

/**
 * @param {number} pid
 * @returns {number | undefined}
 */
export function parentOf(pid) {
  const parent = Number(statOf(pid)?.[1]);
  return Number.isInteger(parent) ? parent : undefined;
}

/**
 * The fields of /proc/PID/stat from the state on; the name before them may hold spaces and brackets.
 * @param {number} pid
 */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string} program and arguments separated by spaces; empty if unknown
 */
export function commandLineOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    const answer = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return answer.status === 0 ? answer.stdout.trim() : '';
  }
}

/**
 * Signals a process, or a group by its negative number. One that is gone, or whose number now belongs to
 * somebody else, is not an error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}

/**
 * @param {number} pid
 * @param {string | undefined} birth as answered by birthOf
 * @param {number} limitMs
 * @returns {Promise<boolean>} whether the process ended in time
 */
export async function waitForEnd(pid, birth, limitMs) {
  const end = performance.now() + limitMs;
  while (birth !== undefined && birthOf(pid) === birth) {
    if (performance.now() > end) return false;
    await sleep(25);
  }
  return true;
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C in the terminal reaches only us and we decide the order.
 * Its standard input is a pipe that closes when we die, however we die: programs of ours end themselves on that.
 * @param {object} order
 * @param {string} order.command
 * @param {string[]} order.args
 * @param {NodeJS.ProcessEnv} order.env
 * @param {string} order.cwd
 * @param {(line: string) => void} order.log receives each line of output
 * @param {import('./unprivileged.mjs').Account} [order.account] who runs it, if not we ourselves
 * @returns {Running}
 */
export function startProcess({ command, args, env, cwd, log, account }) {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  const child = spawn(command, args, { cwd, env, ...as, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, log);
  const exited = /** @type {Promise<string>} */ (
    new Promise((settle) => {
      child.once('error', (error) => settle(`did not start (${error.message})`));
      child.once('exit', (code, by) => settle(by === null ? `ended with code ${code}` : `ended by ${by}`));
    })
  );
  const pid = child.pid ?? -1;
  return { pid, exited, stop: (graceMs = 6000) => stopGroup(pid, exited, graceMs) };
}

/**
 * @param {number} pid
 * @param {Promise<string>} exited
 * @param {number} graceMs
 */
async function stopGroup(pid, exited, graceMs) {
  if (pid < 1) return;
  signal(-pid, 'SIGTERM');
  const inTime = await Promise.race([exited.then(() => true), sleep(graceMs, false, { ref: false })]);
  // Always: what the program started itself must not outlive it.
  signal(-pid, 'SIGKILL');
  if (!inTime) await exited;
}

/**
 * Calls back for every line, including a last one without line break.
 * @param {NodeJS.ReadableStream} stream
 * @param {(line: string) => void} take
 */
export function eachLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') take(rest);
  });
}
