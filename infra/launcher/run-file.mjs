import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.mjs';
import { birthOf, signal, waitForEnd } from './processes.mjs';
import { Refused } from './refuse.mjs';

/** @typedef {{ name: string, pid: number, birth: string }} Member a process of the product, told from a later one of the same number by its birth */
/** @typedef {{ owner: Member, stopping: boolean, port: number | undefined, members: Member[] }} Run */

const fileName = 'run.json';

/**
 * Who runs the product on a data folder, written down so that the next start finds what a killed one left behind.
 * @typedef {object} Claim
 * @property {(name: string, pid: number) => void} record a member was started (again)
 * @property {() => void} stopping says that the owner is about to end
 * @property {() => void} release the folder is free
 */

/**
 * Makes this process the only owner of the data folder, after stopping what an owner that died left behind.
 * @param {string} folder the data folder
 * @param {{ name: string, port?: number }} owner
 * @returns {Promise<Claim>}
 * @throws {Refused} if another owner is alive and does not end within a few seconds
 */
export async function claim(folder, owner) {
  const file = join(folder, fileName);
  const birth = birthOf(process.pid) ?? '';
  /** @type {Run} */
  const run = { owner: { name: owner.name, pid: process.pid, birth }, stopping: false, port: owner.port, members: [] };
  for (let attempt = 0; !create(file, run); attempt += 1) {
    const other = readRun(folder);
    if (other !== undefined) await outlast(other);
    await Promise.all((other?.members ?? []).map(stopMember));
    if (attempt > 5) throw new Refused('Another start is under way on the same data folder.');
    rmSync(file, { force: true });
  }
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    record(name, pid) {
      run.members = [...run.members.filter((member) => member.name !== name), { name, pid, birth: birthOf(pid) ?? '' }];
      write();
    },
    stopping() {
      run.stopping = true;
      write();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/**
 * The run whose owner is alive on this data folder.
 * @param {string} folder
 * @returns {Run | undefined}
 */
export function liveRun(folder) {
  const run = readRun(folder);
  return run !== undefined && isAlive(run.owner) ? run : undefined;
}

/** @param {string} folder */
function readRun(folder) {
  try {
    return /** @type {Run} */ (JSON.parse(readFileSync(join(folder, fileName), 'utf8')));
  } catch {
    return undefined;
  }
}

/** @param {Member} member */
const isAlive = ({ pid, birth }) => birthOf(pid) === birth;

/**
 * Waits for an owner that is ending; one that lost its terminal needs a moment to notice.
 * @param {Run} run
 */
async function outlast({ owner, stopping, port }) {
  if (await waitForEnd(owner.pid, owner.birth, stopping ? 15000 : 2500)) return;
  const where = port === undefined ? '' : ` at http://localhost:${port}`;
  throw new Refused(`Already running${where} (${owner.name}, process ${owner.pid}). Stop that one first.`);
}

/** @param {Member} member */
async function stopMember(member) {
  if (!isAlive(member)) return;
  signal(-member.pid, 'SIGTERM');
  if (!(await waitForEnd(member.pid, member.birth, 3000))) signal(-member.pid, 'SIGKILL');
  await waitForEnd(member.pid, member.birth, 3000);
}

/**
 * @param {string} file
 * @param {Run} run
 */
function create(file, run) {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, JSON.stringify(run));
    closeSync(handle);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
