import { hkdfSync } from 'node:crypto';
import type { Config } from '@evenkeel/config';
import type { Client } from 'pg';

/** The login roles of the processes. None owns a table, none inherits, none may bypass row-level security. */
export const databaseRoles = ['app_clin', 'engine', 'gate', 'app_comm', 'comm_engine', 'bridge'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

const passwordOf = (secret: string, role: DatabaseRole): string =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), 'evenkeel', `database role ${role}`, 24)).toString('base64url');

const override = (config: Config, role: DatabaseRole): string | undefined =>
  ({
    app_clin: config.DATABASE_URL_APP_CLIN, engine: config.DATABASE_URL_ENGINE, gate: config.DATABASE_URL_GATE,
    app_comm: config.DATABASE_URL_APP_COMM, comm_engine: config.DATABASE_URL_COMM_ENGINE, bridge: config.DATABASE_URL_BRIDGE,
  })[role];

/** Connection string of a role: its own variable if set, else DATABASE_URL with the role's derived password. */
export function roleUrl(config: Config, role: DatabaseRole): string {
  const own = override(config, role);
  if (own !== undefined) return own;
  const url = new URL(config.DATABASE_URL);
  url.username = role;
  url.password = passwordOf(config.EVENKEEL_SECRET, role);
  return url.href;
}

/**
 * Creates the login roles that are missing and sets their derived passwords. Roles whose connection is
 * overridden are left alone: their password is the operator's. Roles live in the cluster, so this may run often.
 */
export async function ensureRoles(owner: Client, config: Config): Promise<void> {
  for (const role of databaseRoles) await inSpiteOfOthers(() => ensureRole(owner, config, role));
}

async function ensureRole(owner: Client, config: Config, role: DatabaseRole): Promise<void> {
  const exists = (await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1;
  if (!exists) await owner.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS`);
  if (override(config, role) !== undefined) return;
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text) AS statement`, [role, passwordOf(config.EVENKEEL_SECRET, role)]);
  for (const { statement } of rows) await owner.query(statement);
}

/** What PostgreSQL says to the second of two who make or change one role at once: from other databases of the cluster no lock of ours keeps them apart. */
const inTheWay: readonly unknown[] = ['XX000', '23505', '42710'];

async function inSpiteOfOthers(work: () => Promise<void>, tries = 10): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (tries <= 1 || !inTheWay.includes((error as { code?: unknown }).code)) throw error;
    await new Promise((later) => setTimeout(later, 20 + Math.random() * 80));
    await inSpiteOfOthers(work, tries - 1);
  }
}
