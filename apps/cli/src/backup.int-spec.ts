import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leftOut } from '@evenkeel/backup';
import type { Config } from '@evenkeel/config';
import { databaseRoles, migrate, printCatalogue, revertLast, roleUrl } from '@evenkeel/database';
import { DirectoryFiles } from '@evenkeel/files';
import { seedDemo } from '@evenkeel/product';
import { migrateQueue } from '@evenkeel/queue';
import { plainDatabase, type PlainDatabase } from '@evenkeel/testing';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { type Command, Mistake } from './command.js';
import { backup } from './commands/backup.js';
import { restore } from './commands/restore.js';
import { verify } from './commands/verify.js';
import { examine } from './examine.js';

describe('backup, verify and restore', () => {
  let folder: string;
  let source: PlainDatabase;
  let config: Config;
  let archive: string;
  const open: PlainDatabase[] = [];

  /** What the operator reads: lines of output, or the mistake. */
  const running = async (command: Command, on: Config, values: Record<string, string>): Promise<string> => {
    const printed: string[] = [];
    try {
      await command.run({ config: () => on, secret: () => on.EVENKEEL_SECRET, values, folder, print: (line) => printed.push(line), ask: () => Promise.resolve('') });
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      return `MISTAKE ${error.message}`;
    }
    return printed.join('\n');
  };
  const empty = async (): Promise<{ d: PlainDatabase; config: Config }> => {
    const d = await plainDatabase();
    open.push(d);
    return { d, config: { ...d.config, EVENKEEL_DATA_DIR: path.join(folder, randomUUID()) } };
  };
  const queries = (owner: pg.Pool | pg.Client) => ({ query: async <Row>(sql: string) => (await owner.query(sql)).rows as Row[] });
  const counts = async (owner: pg.Pool | pg.Client): Promise<Record<string, number>> => {
    const { rows } = await owner.query<{ name: string }>(`SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('identity', 'clin', 'audit', 'outbox', 'comm', 'comm_audit', 'comm_outbox', 'vault')`);
    const found: Record<string, number> = {};
    for (const { name } of rows) if (!leftOut.includes(name)) found[name] = Number((await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${name} ${name === 'audit.entry' ? `WHERE action NOT LIKE 'backup.%'` : ''}`)).rows[0]?.n);
    return found;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-backup-'));
    source = await plainDatabase();
    config = { ...source.config, EVENKEEL_DATA_DIR: path.join(folder, 'source'), EVENKEEL_DEMO: true };
    await migrate(config);
    await migrateQueue(config);
    await seedDemo(config);
    await source.owner.query(`INSERT INTO identity.session (id, token_hash, account_id, organisation_id, role, realm, created_at, last_seen_at, expires_at, device)
      SELECT gen_random_uuid(), sha256('token'), account_id, organisation_id, role, 'clinical', clock.now(), clock.now(), clock.now() + interval '1 day', 'test'
        FROM identity.membership WHERE role = 'prescriber' LIMIT 1`);
    await source.owner.query(`INSERT INTO identity.invitation (organisation_id, id, purpose, role, contact, email_index, language, token_hash, invited_by, created_at, expires_at)
      SELECT organisation_id, gen_random_uuid(), 'staff', 'therapist', '\\x00', '\\x00', 'en', sha256('link'), account_id, clock.now(), clock.now() + interval '7 days'
        FROM identity.membership WHERE role = 'administrator' LIMIT 1`);
    await new DirectoryFiles(path.join(config.EVENKEEL_DATA_DIR, 'files'), config.EVENKEEL_SECRET).put('somebody', Buffer.from('a picture'));
    archive = path.join(folder, 'one.backup');
    expect(await running(backup, config, { to: 'one.backup' })).toMatch(/rows of \d+ tables and 1 files in \d+ bytes/);
  }, 120_000);
  afterAll(async () => {
    for (const d of [source, ...open]) await d.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('decides about every table that keeps a secret behind a hash', async () => {
    const { rows } = await source.owner.query<{ name: string }>(`SELECT DISTINCT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r' AND n.nspname IN ('identity', 'clin', 'comm', 'vault') AND a.attname ~ '(token|ticket|challenge)_hash$' ORDER BY 1`);
    expect(rows.map(({ name }) => name).filter((name) => !leftOut.includes(name))).toEqual(['clin.ack_token', 'clin.calendar_feed', 'identity.invitation']);
  });

  it('writes a file that only its owner can read and in which nothing can be read, and never overwrites one', async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(archive);
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(bytes.includes(Buffer.from('Harbour'))).toBe(false);
    expect(await running(backup, config, { to: 'one.backup' })).toMatch(/^MISTAKE There is a file of that name/);
    await writeFile(path.join(folder, 'two.backup.part'), 'left by a crash');
    expect(await running(backup, config, { to: 'two.backup' })).toMatch(/^MISTAKE There is an unfinished backup: two\.backup\.part/);
  });

  it('tells the audit, and the doctor how old the newest is', async () => {
    const told = async (): Promise<string | undefined> => (await examine(config)).find(({ what }) => what === 'backup')?.words;
    expect(await told()).toBe('the newest is 0 hours old');
    await source.owner.query(`CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT pg_catalog.transaction_timestamp() + interval '30 hours' $$`);
    expect((await examine(config)).find(({ what }) => what === 'backup')).toEqual({ what: 'backup', state: 'note', words: 'the newest is 30 hours old' });
    await source.owner.query(`CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT pg_catalog.transaction_timestamp() $$`);
  });

  it('leaves no file behind when it fails half-way', async () => {
    await mkdir(path.join(folder, 'bad/files/ab'), { recursive: true });
    await mkdir(path.join(folder, 'bad/files/ab', randomUUID()));
    await expect(running(backup, { ...config, EVENKEEL_DATA_DIR: path.join(folder, 'bad') }, { to: 'failed.backup' })).rejects.toThrow(/EISDIR/);
    await expect(stat(path.join(folder, 'failed.backup'))).rejects.toThrow();
    await expect(stat(path.join(folder, 'failed.backup.part'))).rejects.toThrow();
  });

  it('leaves no file behind when the server ends its connection in the middle', async () => {
    const blocker = await source.owner.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE clin.dose_step IN ACCESS EXCLUSIVE MODE');
    const saving = running(backup, config, { to: 'broken.backup' }).catch((error: Error) => error.message);
    const isKilled = async (): Promise<boolean> => (await source.owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'COPY%'`)).rowCount === 1;
    while (!(await isKilled())) await new Promise((later) => setTimeout(later, 50));
    expect(await saving).toMatch(/terminat/);
    await blocker.query('ROLLBACK');
    blocker.release();
    await expect(stat(path.join(folder, 'broken.backup'))).rejects.toThrow();
    await expect(stat(path.join(folder, 'broken.backup.part'))).rejects.toThrow();
  });

  it('verifies without a database', async () => {
    const nowhere = { ...config, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    expect(await running(verify, nowhere, { file: archive })).toMatch(/are as they were written[\s\S]*can be restored$/);
  });

  it('refuses what is not whole, not ours or not for us, each in its own words, and leaves the database empty', async () => {
    const bytes = await readFile(archive);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    await writeFile(path.join(folder, 'changed'), changed);
    await writeFile(path.join(folder, 'text'), 'hello');
    await writeFile(path.join(folder, 'nothing'), '');
    for (const [name, keep] of [['last-byte', bytes.length - 1], ['half', bytes.length >> 1], ['chunk', bytes.length - (bytes.length % 65_552) - 100], ['head', 120]] as const) {
      await writeFile(path.join(folder, name), bytes);
      await truncate(path.join(folder, name), keep);
    }
    const into = await empty();
    const refusals: Record<string, RegExp> = {
      changed: /damaged or cut off/, 'last-byte': /damaged or cut off/, half: /damaged or cut off/, chunk: /damaged or cut off/, head: /not a backup of Evenkeel, or its beginning is damaged/,
      text: /not a backup/, nothing: /not a backup/, missing: /no such file/,
    };
    for (const [name, words] of Object.entries(refusals)) {
      expect([name, await running(verify, into.config, { file: name })]).toEqual([name, expect.stringMatching(words)]);
      expect([name, await running(restore, into.config, { from: name })]).toEqual([name, expect.stringMatching(words)]);
    }
    const stranger = { ...into.config, EVENKEEL_SECRET: '11'.repeat(32) };
    expect(await running(verify, stranger, { file: archive })).toMatch(/^MISTAKE The backup cannot be opened with this EVENKEEL_SECRET/);
    expect(await running(restore, stranger, { from: archive })).toMatch(/^MISTAKE The backup cannot be opened with this EVENKEEL_SECRET/);
    expect((await into.d.owner.query(`SELECT 1 FROM pg_namespace WHERE nspname IN ('app', 'clin')`)).rowCount).toBe(0);
    await expect(stat(path.join(into.config.EVENKEEL_DATA_DIR, 'files.restoring'))).rejects.toThrow();
  }, 120_000);

  it('refuses a database that is not empty and a folder with files, by their names', async () => {
    expect(await running(restore, { ...source.config, EVENKEEL_DATA_DIR: path.join(folder, 'fresh') }, { from: archive })).toMatch(/^MISTAKE The database is not empty: there is audit\.entry/);
    expect(await running(restore, config, { from: archive })).toMatch(/^MISTAKE EVENKEEL_DATA_DIR has files of another installation/);
    const { d, config: other } = await empty();
    await d.owner.query('CREATE TABLE public.guests (name text)');
    expect(await running(restore, other, { from: archive })).toBe('MISTAKE The database is not empty: there is public.guests. A restore never replaces anything; make a new database, or a new EVENKEEL_DATA_DIR for the private one.');
  });

  it('restores every row, number and rule, and nobody\'s session', async () => {
    const into = await empty();
    const said = await running(restore, into.config, { from: archive });
    expect(said).toMatch(/are as they were saved[\s\S]*The audit is intact[\s\S]*The audit of the peer realm is intact[\s\S]*Nobody is signed in/);
    const [before, after] = [await counts(source.owner), await counts(into.d.owner)];
    expect(after).toEqual(before);
    // The audit says where the gap comes from.
    expect((await into.d.owner.query(`SELECT action FROM audit.entry WHERE action LIKE 'backup.%'`)).rows).toEqual([{ action: 'backup.restore' }]);
    expect(await printCatalogue(queries(into.d.owner))).toBe(await printCatalogue(queries(source.owner)));
    expect((await into.d.owner.query(`SELECT 1 FROM pg_trigger WHERE tgenabled <> 'O'`)).rowCount).toBe(0);
    expect((await into.d.owner.query('SELECT 1 FROM identity.session')).rowCount).toBe(0);
    expect((await into.d.owner.query('SELECT 1 FROM identity.invitation WHERE revoked_at IS NULL AND accepted_at IS NULL')).rowCount).toBe(0);
    // Sequences go on where they were: the next entry of the audit finds a free number.
    await into.d.owner.query(`INSERT INTO audit.entry (at, actor_kind, actor_id, action, object_kind, basis, request_id) VALUES (clock.now(), 'system', 'x', 'x', 'x', 'x', 'x')`);
    const name = path.basename((await readdir(path.join(config.EVENKEEL_DATA_DIR, 'files'), { recursive: true })).find((each) => each.length > 10) ?? '');
    expect((await new DirectoryFiles(path.join(into.config.EVENKEEL_DATA_DIR, 'files'), config.EVENKEEL_SECRET).get('somebody', name))?.toString()).toBe('a picture');
  }, 120_000);

  it('is written for a recipient whose identity this machine does not have, and still asks for the right secret', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    await writeFile(path.join(folder, 'identity.txt'), `# made for the drill\n${identity}\n`);
    await writeFile(path.join(folder, 'other.txt'), `${await generateIdentity()}\n`);
    expect(await running(backup, { ...config, EVENKEEL_BACKUP_RECIPIENT: recipient }, { to: 'for.backup' })).toMatch(/identity of the recipient/);
    expect(await running(verify, config, { file: 'for.backup' })).toMatch(/^MISTAKE The backup cannot be opened with this EVENKEEL_SECRET/);
    expect(await running(verify, config, { file: 'for.backup', identity: 'other.txt' })).toMatch(/^MISTAKE The backup cannot be opened with this identity/);
    expect(await running(verify, config, { file: 'for.backup', identity: 'identity.txt' })).toMatch(/can be restored$/);
    const into = await empty();
    expect(await running(restore, { ...into.config, EVENKEEL_SECRET: '11'.repeat(32) }, { from: 'for.backup', identity: 'identity.txt' })).toMatch(/^MISTAKE EVENKEEL_SECRET is not the secret of the installation/);
    expect(await running(restore, into.config, { from: 'for.backup', identity: 'identity.txt' })).toMatch(/Nobody is signed in/);
  }, 120_000);

  it('restores what an older version saved and brings it up to this one; a newer one is refused', async () => {
    const old = await empty();
    await running(restore, old.config, { from: archive });
    for (let back = 0; back < 3; back += 1) await revertLast(old.config);
    expect(await running(backup, { ...old.config, EVENKEEL_DATA_DIR: path.join(folder, 'none') }, { to: 'old.backup' })).toMatch(/rows of/);
    const into = await empty();
    expect(await running(restore, into.config, { from: 'old.backup' })).toMatch(/3 newer migrations ran/);
    expect(await printCatalogue(queries(into.d.owner))).toBe(await printCatalogue(queries(source.owner)));
    await old.d.owner.query(`DELETE FROM public.migration WHERE id = (SELECT max(id) FROM public.migration); INSERT INTO public.migration (timestamp, name) VALUES (2, 'of-the-future1111111119999')`);
    expect(await running(backup, old.config, { to: 'future.backup' })).toMatch(/^MISTAKE The database is newer than this program/);
  }, 120_000);

  it('needs no superuser: an owner who may only make roles saves and restores the same', async () => {
    const role = `owner_${randomBytes(4).toString('hex')}`;
    await source.owner.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER CREATEROLE PASSWORD 'plain'`);
    const owned = async (): Promise<{ config: Config; client: pg.Client; d: PlainDatabase }> => {
      const { d, config: theirs } = await empty();
      await d.owner.query(`ALTER DATABASE ${new URL(d.config.DATABASE_URL).pathname.slice(1)} OWNER TO ${role}`);
      const url = new URL(d.config.DATABASE_URL);
      [url.username, url.password] = [role, 'plain'];
      const own = Object.fromEntries(databaseRoles.map((each) => [`DATABASE_URL_${each.toUpperCase()}`, roleUrl(d.config, each)]));
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      return { config: { ...theirs, ...own, DATABASE_URL: url.href }, client, d };
    };
    const [first, second] = [await owned(), await owned()];
    try {
      expect(await running(restore, first.config, { from: archive })).toMatch(/Nobody is signed in/);
      expect(await running(backup, first.config, { to: 'plain-owner.backup' })).toMatch(/rows of/);
      expect(await running(restore, second.config, { from: 'plain-owner.backup' })).toMatch(/Nobody is signed in/);
      expect(await counts(second.client)).toEqual(await counts(source.owner));
      expect(await printCatalogue(queries(second.client))).toBe(await printCatalogue(queries(source.owner)));
      // A role from which a policy hides rows must not save what is left.
      await first.d.owner.query(`DROP POLICY owner ON clin.alert`);
      expect(await running(backup, first.config, { to: 'hidden.backup' })).toMatch(/^MISTAKE The role of DATABASE_URL may not see every row of clin\.alert/);
      expect(await running(backup, { ...first.config, DATABASE_URL: roleUrl(first.d.config, 'engine') }, { to: 'engine.backup' }).catch((error: Error) => error.message)).toMatch(/permission denied|MISTAKE/);
    } finally {
      await first.client.end();
      await second.client.end();
      for (const d of open.splice(0)) await d.close();
      await source.owner.query(`DROP ROLE ${role}`);
    }
  }, 180_000);
});
