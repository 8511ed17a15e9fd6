import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@evenkeel/config';
import { ledgerNames, newRandomId } from '@evenkeel/database';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { columnList, plainText, quoted, readLedger, readSeals, readSequences, readTables, requireEveryRow } from './catalogue.js';
import { draftOf } from './draft.js';
import { checkOf, fileEntry, fileOfEntry, formatVersion, type Manifest, manifestName, type Opening, openingName, partName, type Table, type TableSum } from './format.js';
import type { Lock } from './lock.js';
import { Packing } from './pack.js';
import { BackupRefused, type Progress } from './refused.js';
import { Summing, SummingFiles } from './sum.js';
import { leftOut } from './what-is-kept.js';

/** Bytes of a table that are held in memory until they are an entry. */
const partBytes = 4 << 20;

export interface Written {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly manifest: Manifest;
}

/**
 * Saves one moment of the whole installation as one file: every table of one snapshot, the sequences, the names of the
 * migrations that ran, and the folder of files. People go on working meanwhile; a migration waits until it is done.
 * `EVENKEEL_SECRET` is not in it, and without it the sealed columns of a restored database stay closed.
 * @param file absolute; must not exist, and appears only when it is complete
 */
export async function writeBackup(config: Config, file: string, lock: Lock, progress: Progress): Promise<Written> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000, keepAlive: true });
  // A connection that ends is told by the statement that waits for it, too.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    // Shared: backups do not wait for each other, and the schema stays as it is while we read it.
    await owner.query(`SELECT pg_advisory_lock_shared(hashtext('evenkeel migrate'))`);
    await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await owner.query(plainText);
    const opening = await openingOf(owner, config);
    await requireEveryRow(owner);
    const draft = await draftOf(file);
    const packing = Packing.onto(draft, lock);
    try {
      const manifest = await pack(packing, owner, config, opening, progress);
      await packing.end();
      await owner.query('COMMIT');
      await draft.keep();
      await note(owner, opening);
      return { tables: manifest.tables.length, rows: manifest.tables.reduce((all, { rows }) => all + rows, 0), files: manifest.files.count, manifest };
    } catch (error) {
      await packing.abandon();
      await draft.drop();
      throw error;
    }
  } finally {
    await owner.end();
  }
}

/** Who asks when the last backup was made is answered by the audit, and so is who asks when everything was copied. */
async function note(owner: pg.Client, opening: Opening): Promise<void> {
  await owner.query(
    `INSERT INTO audit.entry (at, actor_kind, actor_id, action, object_kind, object_id, basis, request_id)
     VALUES (clock.now(), 'system', 'backup', 'backup.write', 'backup', $1, 'system', $2)`, [opening.createdAt, newRandomId()]);
}

async function openingOf(owner: pg.Client, config: Config): Promise<Opening> {
  const migrations = await readLedger(owner);
  if (migrations.length === 0) throw new BackupRefused('There is nothing to save: no migration has run on this database.');
  const known = ledgerNames();
  const strange = migrations.find((name, at) => known[at] !== name);
  if (strange !== undefined) throw new BackupRefused('The database is newer than this program. Save it with the version that runs on it.');
  const { rows: [at] } = await owner.query<{ now: Date; server: string }>(`SELECT clock.now() AS now, 'PostgreSQL ' || current_setting('server_version') AS server`);
  if (at === undefined) throw new Error('The clock did not answer');
  return {
    product: 'evenkeel', format: formatVersion, createdAt: at.now.toISOString(), server: at.server, migrations, secretCheck: checkOf(config.EVENKEEL_SECRET),
    tables: (await readTables(owner)).filter(({ name }) => !leftOut.includes(name)),
  };
}

async function pack(packing: Packing, owner: pg.Client, config: Config, opening: Opening, progress: Progress): Promise<Manifest> {
  await packing.text(openingName, opening);
  const tables: TableSum[] = [];
  for (const [at, table] of opening.tables.entries()) {
    const sum = await packTable(packing, owner, table);
    tables.push(sum);
    if (sum.rows > 0) progress(`${at + 1}/${opening.tables.length} ${table.name}: ${sum.rows} rows, ${sum.bytes} bytes`);
  }
  const sequences = await readSequences(owner);
  const seals = await readSeals(owner);
  // After the snapshot: what a saved row points to was on the disk before that row was.
  const files = await packFiles(packing, path.join(config.EVENKEEL_DATA_DIR, 'files'));
  if (files.count > 0) progress(`${files.count} files, ${files.bytes} bytes`);
  const manifest: Manifest = { tables, sequences, files, seals };
  await packing.text(manifestName, manifest);
  return manifest;
}

async function packTable(packing: Packing, owner: pg.Client, table: Table): Promise<TableSum> {
  const summing = new Summing();
  let waiting: Buffer[] = [];
  let held = 0;
  let parts = 0;
  const release = async (): Promise<void> => {
    if (held === 0) return;
    const content = Buffer.concat(waiting);
    [waiting, held, parts] = [[], 0, parts + 1];
    await packing.bytes(partName(table.name, parts), content);
  };
  const rows = owner.query(copyTo(`COPY (SELECT ${columnList(table)} FROM ${quoted(table.name)}) TO STDOUT`));
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    summing.add(chunk);
    waiting.push(chunk);
    held += chunk.length;
    if (held >= partBytes) await release();
  }
  await release();
  return summing.sum(table.name);
}

/** A file that disappears meanwhile was removed on purpose, and its row with it or soon. */
async function packFiles(packing: Packing, folder: string): Promise<Manifest['files']> {
  const summing = new SummingFiles();
  const missing = (error: NodeJS.ErrnoException): null => {
    if (error.code === 'ENOENT') return null;
    throw error;
  };
  for (const letters of ((await readdir(folder).catch(missing)) ?? []).sort()) {
    for (const name of ((await readdir(path.join(folder, letters)).catch(missing)) ?? []).sort()) {
      const entry = fileEntry(`${letters}/${name}`);
      if (fileOfEntry(entry) === null) continue;
      const content = await readFile(path.join(folder, letters, name)).catch(missing);
      if (content === null) continue;
      await packing.bytes(entry, content);
      summing.add(`${letters}/${name}`, content.length, createHash('sha256').update(content).digest('hex'));
    }
  }
  return summing.sum();
}
