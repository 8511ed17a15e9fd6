import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../launcher/postgres.mjs';
import { canEnter, unprivilegedAccount } from '../launcher/unprivileged.mjs';

/**
 * One private PostgreSQL for the whole run of the tests, announced in EVENKEEL_TEST_DATABASE_URL (superuser, database
 * `postgres`). A server that the variable names already is used untouched. Each Jest project calls this; the second
 * call finds the variable set. EVENKEEL_TEST_DURABLE=1 keeps fsync on, for tests that kill things;
 * EVENKEEL_TEST_POSTGRES names the folder of another PostgreSQL than the one of `npm ci`.
 */
export default async function startTestPostgres() {
  if (process.env.EVENKEEL_TEST_DATABASE_URL) return;
  const home = makeHome();
  const server = await startPostgres({
    folder: join(home, 'postgres'),
    password: randomBytes(18).toString('hex'),
    ...(process.env.EVENKEEL_TEST_POSTGRES ? { installation: process.env.EVENKEEL_TEST_POSTGRES } : {}),
    settings: process.env.EVENKEEL_TEST_DURABLE === '1' ? roomy : { ...roomy, ...forgetful },
    log: (line) => process.stderr.write(`[postgres] ${line}\n`),
  });
  process.env.EVENKEEL_TEST_DATABASE_URL = server.url('postgres');
  Object.assign(globalThis, { evenkeelTestPostgres: { server, home } });
}

/** For three products at once, each of several processes. */
const roomy = { max_connections: '600', shared_buffers: '256MB' };
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'on' };

/** A fresh folder that PostgreSQL's account can enter, in the first temporary folder that allows it. */
function makeHome() {
  const account = unprivilegedAccount();
  const base = [tmpdir(), '/var/tmp', '/tmp'].find((folder) => canEnter(folder, account));
  if (base === undefined) throw new Error(`No temporary folder can be entered by user ${account?.name ?? 'you'}; set TMPDIR.`);
  removeLeftOvers(base);
  const home = mkdtempSync(join(base, 'evenkeel-test-'));
  chmodSync(home, 0o711);
  return home;
}

/**
 * Databases of test runs that were killed more than a day ago.
 * @param {string} base
 */
function removeLeftOvers(base) {
  spawnSync('find', [base, '-maxdepth', '1', '-name', 'evenkeel-test-*', '-mtime', '+1', '-exec', 'rm', '-rf', '{}', '+'], { stdio: 'ignore' });
}
