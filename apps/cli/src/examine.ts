import { connect } from 'node:net';
import { type Config, ConfigError } from '@evenkeel/config';
import { databaseRoles, migrationNames, roleUrl } from '@evenkeel/database';
import { RedisWatch } from '@evenkeel/redis';
import pg from 'pg';

/** `note`: works, and somebody should know. `ill`: has to be repaired. */
export interface Finding {
  readonly what: string;
  readonly state: 'well' | 'note' | 'ill';
  readonly words: string;
}

const finding = (what: string, isWell: boolean, words: string, otherwise: 'note' | 'ill' = 'ill'): Finding => ({ what, state: isWell ? 'well' : otherwise, words });

/** Looks at an installation from outside. Never throws and never prints a secret: what cannot be reached is a finding. */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 3000 });
  try {
    await owner.connect();
  } catch {
    return [finding('database', false, 'does not answer at DATABASE_URL'), await mail(config)];
  }
  try {
    return [
      finding('database', true, await version(owner)), await migrations(owner), ...(await roles(owner, config)), await protection(owner),
      await clocks(owner), await policies(owner), await lag(owner), await backups(owner), ...(await redis(config)), await mail(config),
      finding('fallback', config.FALLBACK_WEBHOOK_URL !== undefined, config.FALLBACK_WEBHOOK_URL === undefined ? 'no FALLBACK_WEBHOOK_URL: only mail tells the last line' : 'a webhook is set', 'note'),
    ];
  } finally {
    await owner.end();
  }
}

/** An installation without one has no such line. */
async function redis(config: Config): Promise<readonly Finding[]> {
  if (config.REDIS_URL === undefined) return [];
  const unknown: string[] = [];
  const quiet = { unreachable: () => undefined, reached: () => undefined, unfit: () => undefined, unknown: (settings: readonly string[]) => { unknown.push(...settings); } };
  try {
    const watch = await RedisWatch.start(config, quiet);
    const { state } = watch;
    watch.close();
    if (state !== 'fit') return [finding('redis', false, 'does not answer at REDIS_URL')];
    return [finding('redis', unknown.length === 0, unknown.length === 0 ? 'answers, throws nothing away' : `answers, and does not tell its ${unknown.join(', ')}`, 'note')];
  } catch (error) {
    return [finding('redis', false, error instanceof ConfigError ? error.problems.map(({ reason }) => reason).join('; ') : 'cannot be examined')];
  }
}

async function version(owner: pg.Client): Promise<string> {
  return `PostgreSQL ${(await owner.query<{ v: string }>(`SELECT current_setting('server_version') AS v`)).rows[0]?.v ?? ''}`;
}

async function migrations(owner: pg.Client): Promise<Finding> {
  const there = await owner.query<{ name: string }>(`SELECT name FROM public.migration`).catch(() => ({ rows: [] as { name: string }[] }));
  const missing = migrationNames().length - there.rows.length;
  if (missing === 0) return finding('migrations', true, `all ${migrationNames().length} have run`);
  return finding('migrations', false, missing > 0 ? `${missing} have not run: npm run evenkeel -- migrate` : 'the database is newer than this program');
}

async function roles(owner: pg.Client, config: Config): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const role of databaseRoles) {
    const { rows: [row] } = await owner.query<{ risky: boolean; owns: string }>(
      `SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS risky, (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid) AS owns
         FROM pg_roles r WHERE r.rolname = $1`, [role]);
    if (row === undefined) findings.push(finding(`role ${role}`, false, 'is missing'));
    else if (row.risky || Number(row.owns) > 0) findings.push(finding(`role ${role}`, false, 'has rights that it must not have'));
    else findings.push(await signIn(role, roleUrl(config, role)));
  }
  return findings;
}

async function signIn(role: string, url: string): Promise<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    await client.end();
    return finding(`role ${role}`, true, 'can sign in, owns nothing, bypasses nothing');
  } catch {
    return finding(`role ${role}`, false, 'cannot sign in with the password derived from EVENKEEL_SECRET');
  }
}

async function protection(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ name: string; guarded: boolean }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relrowsecurity AND c.relforcerowsecurity AS guarded
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('identity', 'clin', 'audit', 'outbox', 'comm', 'comm_audit', 'comm_outbox', 'vault')`);
  const open = rows.filter(({ guarded }) => !guarded).map(({ name }) => name);
  if (rows.length === 0) return finding('row-level security', false, 'there are no tables yet');
  return finding('row-level security', open.length === 0, open.length === 0 ? `on and forced on all ${rows.length} tables` : `off on ${open.join(', ')}`);
}

async function clocks(owner: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows: [row] } = await owner.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const skew = Math.round((row?.now.getTime() ?? before) - (before + Date.now()) / 2);
  return finding('clocks', Math.abs(skew) <= 2000, `this machine and the database are ${Math.abs(skew)} ms apart`);
}

async function policies(owner: pg.Client): Promise<Finding> {
  try {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT o.name FROM identity.organisation o WHERE NOT EXISTS (SELECT 1 FROM clin.escalation_policy p WHERE p.organisation_id = o.id)`);
    const missing = rows.map(({ name }) => name).join(', ');
    return finding('signed rules', rows.length === 0, rows.length === 0 ? 'every organisation has a signed policy' : `missing for ${missing}: no check-in is accepted there`);
  } catch {
    return finding('signed rules', false, 'cannot be read');
  }
}

async function lag(owner: pg.Client): Promise<Finding> {
  const { rows: [row] } = await owner.query<{ late: number; beat: number | null }>(
    `SELECT (SELECT count(*)::int FROM clin.alert WHERE status <> 'resolved' AND next_action_at < clock.now() - interval '30 seconds') AS late,
            (SELECT extract(epoch FROM clock.now() - max(beat_at))::int FROM clin.engine_beat) AS beat`).catch(() => ({ rows: [] }));
  if (row === undefined) return finding('engine', false, 'its tables cannot be read');
  if (row.late > 0) return finding('engine', false, `${row.late} alerts are overdue by more than 30 seconds`);
  return finding('engine', row.beat !== null && row.beat < 20, row.beat === null ? 'has never run' : `last sign of life ${row.beat} s ago`, 'note');
}

/** A night that was missed, and two hours. */
const hoursBetweenBackups = 26;

async function backups(owner: pg.Client): Promise<Finding> {
  const { rows: [row] } = await owner.query<{ hours: number | null }>(
    `SELECT floor(extract(epoch FROM clock.now() - max(at)) / 3600)::int AS hours FROM audit.entry WHERE action = 'backup.write' AND at > clock.now() - interval '40 days'`).catch(() => ({ rows: [] }));
  if (row === undefined) return finding('backup', false, 'cannot be asked for');
  if (row.hours === null) return finding('backup', false, 'none in 40 days by npm run evenkeel -- backup', 'note');
  return finding('backup', row.hours < hoursBetweenBackups, `the newest is ${row.hours} hours old`, 'note');
}

/** Reaches for the mail server without a word of a message. */
async function mail(config: Config): Promise<Finding> {
  if (config.SMTP_URL === undefined) return finding('mail', false, 'no SMTP_URL: messages are only written to the message log', 'note');
  const { hostname, port, protocol } = new URL(config.SMTP_URL);
  const target = { host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 587) };
  const reached = await new Promise<boolean>((settle) => {
    const socket = connect({ ...target, timeout: 3000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      settle(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
  return finding('mail', reached, reached ? 'the server answers' : 'the server at SMTP_URL does not answer');
}
