import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '@evenkeel/testing';
import { checkIn, Keeper, Mailbox, Person, PrivatePostgres, PrivateRedis, runToEnd, type Saved, seizureNow, sizeOfRun, until } from '@evenkeel/testing/product';
import { olderPostgres } from '@evenkeel/infra/checks/older-postgres';
import { freePort } from '@evenkeel/infra/launcher/port';
import { Sealer } from '@evenkeel/encryption';
import pg from 'pg';

const older = olderPostgres();
const newest = 'the PostgreSQL of npm ci';
interface Way { readonly from: string; readonly to: string; readonly source: string | undefined; readonly target: string | undefined }
const ways: readonly Way[] = older === undefined
  ? [{ from: newest, to: newest, source: undefined, target: undefined }]
  : [
    { from: newest, to: `PostgreSQL ${older.version}`, source: undefined, target: older.installation },
    { from: `PostgreSQL ${older.version}`, to: newest, source: older.installation, target: undefined },
  ];

/** The built product on a server of its own, with the real clock. */
class Installation {
  readonly mailbox: Mailbox;
  readonly owner: pg.Pool;
  private keepers: Keeper[] = [];
  private gone = false;

  private constructor(private readonly server: PrivatePostgres, readonly env: Record<string, string>, mailbox: Mailbox, readonly url: string, private readonly redis: PrivateRedis | null) {
    this.mailbox = mailbox;
    this.owner = new pg.Pool({ connectionString: env['DATABASE_URL'], max: 2 });
    this.owner.on('error', () => undefined);
  }

  /** An empty database and an empty data folder. */
  static async make(folder: string, installation: string | undefined): Promise<Installation> {
    const server = await PrivatePostgres.start(installation);
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query('CREATE DATABASE evenkeel').finally(() => admin.end());
    const database = new URL(server.url);
    database.pathname = '/evenkeel';
    const mailbox = await Mailbox.open();
    const port = await freePort();
    const redis = sizeOfRun() === 'several-processes' && PrivateRedis.isInstalled ? await PrivateRedis.start() : null;
    const env = {
      NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), BASE_URL: `http://localhost:${port}`, DATABASE_URL: database.href,
      EVENKEEL_SECRET: testConfig(database.href).EVENKEEL_SECRET, EVENKEEL_DATA_DIR: path.join(folder, randomUUID()), EVENKEEL_DEMO: '1', EVENKEEL_SUPERVISED: '1',
      SMTP_URL: mailbox.url, MAIL_FROM: 'evenkeel@clinic.example.org', EVENKEEL_TICK_MS: '250', LOG_LEVEL: 'warn', INIT_CWD: folder,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    return new Installation(server, env, mailbox, `http://localhost:${port}`, redis);
  }

  async cli(...args: string[]): Promise<string> {
    return (await runToEnd('apps/cli/bundle/main.js', args, this.env)).join('\n');
  }

  async open(): Promise<void> {
    this.keepers = ['apps/api/bundle/main.js', 'apps/worker/bundle/main.js'].map((app) => new Keeper(app, this.env));
    await until('the product is ready', async () => (await fetch(`${this.url}/health/ready`)).status === 200, 60_000);
  }

  complaints(): string[] {
    return this.keepers.flatMap((keeper) => keeper.complaints());
  }

  /** Everything of it ends; a second time does nothing. */
  async stop(): Promise<void> {
    if (this.gone) return;
    this.gone = true;
    await Promise.all(this.keepers.map((keeper) => keeper.stop()));
    await this.owner.end();
    await this.mailbox.close();
    await this.redis?.stop();
    await this.server.stop();
  }
}

const counts = async (owner: pg.Pool): Promise<Record<string, string>> => {
  const { rows } = await owner.query<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('identity', 'clin', 'comm', 'vault') AND c.relname !~ 'session|ticket|challenge|pending|reset$|beat|^entry$' ORDER BY 1`);
  const found: Record<string, string> = {};
  for (const { name } of rows) found[name] = (await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`)).rows[0]?.n ?? '';
  return found;
};

/** The drill that every operator should do each quarter, from a newer server to an older one and back; of several processes one way, because a server is the same to both sizes. */
describe.each(sizeOfRun() === 'one-machine' ? ways : ways.slice(0, 1))('a clinic that burns down on $from', ({ to, source, target }) => {
  let folder: string;
  let home: Installation;
  let away: Installation;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-drill-'));
    [home, away] = [await Installation.make(folder, source), await Installation.make(folder, target)];
    await home.cli('migrate');
    await home.cli('seed');
    await home.open();
  }, 180_000);
  afterEach(() => { expect(away.complaints()).toEqual([]); });
  afterAll(async () => {
    await Promise.all([home.stop(), away.stop()]);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it(`stands again on ${to}: nothing is missing, sealed words open, the overdue alert climbs, and nobody is signed in`, async () => {
    const { accounts, password } = JSON.parse(await readFile(path.join(home.env['EVENKEEL_DATA_DIR'] ?? '', 'demo-accounts.json'), 'utf8')) as { accounts: { role: string; name: string; email: string }[]; password: string };
    const email = (role: string): string => accounts.find((account) => account.role === role)?.email ?? '';
    const patient = await Person.signIn(home.url, email('patient'), password);
    const { submitCheckIn } = await patient.run<Saved>('SubmitCheckIn', { input: checkIn(new Date(), seizureNow) });
    expect(submitCheckIn.__typename).toBe('CheckInSaved');
    const alert = submitCheckIn.alerts?.find(({ family }) => family === 'seizure')?.id ?? '';
    await home.mailbox.expect((mail) => mail.to === email('prescriber'));
    await until('the first level was told', async () => (await home.owner.query(`SELECT 1 FROM clin.alert WHERE id = $1 AND status = 'notified'`, [alert])).rowCount === 1);

    // Beside the running product, as every night. Then the machine is gone.
    expect(await home.cli('backup', '--to', 'night.backup')).toMatch(/Keep EVENKEEL_SECRET somewhere else/);
    const before = await counts(home.owner);
    await home.stop();

    expect(await away.cli('verify', '--file', 'night.backup')).toMatch(/can be restored/);
    const said = await away.cli('restore', '--from', 'night.backup');
    expect(said).toMatch(/The audit is intact[\s\S]*The audit of the peer realm is intact/);
    expect(await counts(away.owner)).toEqual(before);
    const sealer = new Sealer({ EVENKEEL_SECRET: away.env['EVENKEEL_SECRET'] ?? '' });
    const queries = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await away.owner.query(sql, [...parameters])).rows as Row[] };
    const { rows: sealed } = await away.owner.query<{ id: string; profile: Buffer }>('SELECT id, profile FROM identity.patient');
    expect(sealed.length).toBeGreaterThan(0);
    for (const { id, profile } of sealed) expect(JSON.parse(await sealer.open(queries, id, 'identity.patient.profile', id, profile))).toHaveProperty('name');

    // It took an hour to get here. Nobody has answered meanwhile, and nobody had to remember that.
    await away.owner.query(`CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT pg_catalog.transaction_timestamp() + interval '1 hour' $$`);
    await away.open();
    const told = new Set(home.mailbox.mails.map((mail) => mail.to));
    await away.mailbox.expect((mail) => !told.has(mail.to) && /needs your review/.test(mail.subject), 40_000);
    expect((await away.owner.query<{ level: number }>('SELECT level FROM clin.alert WHERE id = $1', [alert])).rows[0]?.level).toBe(2);

    const stale = Person.withCookie(away.url, email('patient'), patient.cookies.map(({ name, value }) => `${name}=${value}`).join('; '), patient.patientId);
    expect((await stale.post('/realtime/ticket')).status).toBe(401);
    const prescriber = await Person.signIn(away.url, email('prescriber'), password);
    const { alertBoard } = await prescriber.run<{ alertBoard: { waiting: { id: string; patientName: string }[] } }>('AlertBoard');
    expect(alertBoard.waiting.find(({ id }) => id === alert)?.patientName).toBe(accounts.find(({ role }) => role === 'patient')?.name);
    const { rows: [seals] } = await away.owner.query<{ fresh: number }>(`SELECT count(*)::int AS fresh FROM audit.entry WHERE action = 'backup.restore'`);
    expect(seals?.fresh).toBe(1);
    await until('the restored audit goes on', async () => /The audit is intact/.test(await away.cli('audit-verify')), 30_000);
  }, 240_000);
});
