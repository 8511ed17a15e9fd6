import path from 'node:path';
import type { Config } from '@evenkeel/config';
import { migrate, migrateAndFill, newRandomId } from '@evenkeel/database';
import pg, { type ClientBase } from 'pg';
import { exists, readObstacles, some } from './catalogue.js';
import { checkOf, type Manifest, type Opening } from './format.js';
import { Loading } from './load.js';
import type { Key } from './lock.js';
import { readArchive } from './read-archive.js';
import { BackupRefused, type Progress } from './refused.js';
import { RestoredFiles } from './restored-files.js';

export interface Restored {
  readonly opening: Opening;
  readonly manifest: Manifest;
  /** Migrations that ran after loading, because the backup is older than this program. */
  readonly migrated: readonly string[];
}

/**
 * Makes the installation of the archive in an empty database, whatever the version of its server: migrates to the state of
 * the backup, loads every table, compares what it reads back, and only then commits. Afterwards runs the migrations that
 * are newer. Sessions and unused links are not restored: everybody signs in anew. Alerts whose moment has passed fire with
 * the first round of the engine.
 */
export async function restoreBackup(config: Config, file: string, key: Key, progress: Progress): Promise<Restored> {
  const files = await RestoredFiles.into(path.join(config.EVENKEEL_DATA_DIR, 'files'));
  const { opening, manifest } = await loaded(config, file, key, files, progress);
  const migrated = await migrate(config);
  await analyse(config);
  return { opening, manifest, migrated };
}

/** The opening decides how far to migrate, so reading and loading hold hands: the reader waits until the database is ready. */
async function loaded(config: Config, file: string, key: Key, files: RestoredFiles, progress: Progress): Promise<{ opening: Opening; manifest: Manifest }> {
  try {
    return await begun(config, file, key, files, progress);
  } catch (error) {
    await files.drop();
    throw error;
  }
}

async function begun(config: Config, file: string, key: Key, files: RestoredFiles, progress: Progress): Promise<{ opening: Opening; manifest: Manifest }> {
  const opening = await peek(file, key);
  if (opening.secretCheck !== checkOf(config.EVENKEEL_SECRET)) {
    throw new BackupRefused('EVENKEEL_SECRET is not the secret of the installation that wrote the backup: its sealed columns could never be opened.');
  }
  return migrateAndFill(config, opening.migrations.length, requireEmpty, async (owner) => {
    progress(`written ${opening.createdAt} from ${opening.server}; made ${opening.tables.length} tables`);
    const loading = await Loading.begin(owner, opening);
    let at = 0;
    const { manifest } = await readArchive(file, key, {
      opening: async (again) => { if (JSON.stringify(again) !== JSON.stringify(opening)) throw new BackupRefused('The file has changed while it was read.'); },
      table: async (table, rows) => {
        await loading.table(table, rows);
        progress(`${at += 1} loaded ${table.name}`);
      },
      file: (name, content) => files.add(name, content),
    });
    progress('reading back and putting keys and policies in force');
    await loading.end(opening, manifest);
    await note(owner, opening);
    await files.keep();
    return { opening, manifest };
  });
}

class Enough extends Error {}

async function peek(file: string, key: Key): Promise<Opening> {
  let seen: Opening | null = null;
  try {
    await readArchive(file, key, {
      opening: async (opening) => { seen = opening; throw new Enough(); },
      table: async () => undefined, file: async () => undefined,
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  if (seen === null) throw new BackupRefused('This is not a backup of Evenkeel.');
  return seen;
}

async function requireEmpty(owner: ClientBase): Promise<void> {
  const obstacles = await readObstacles(owner);
  if (obstacles.length > 0) {
    throw new BackupRefused(`The database is not empty: there is ${some(obstacles)}. A restore never replaces anything; make a new database, or a new EVENKEEL_DATA_DIR for the private one.`);
  }
}

/** The audit says where its gap comes from. */
async function note(owner: ClientBase, opening: Opening): Promise<void> {
  if (!(await exists(owner, 'audit.entry'))) return;
  await owner.query(
    `INSERT INTO audit.entry (at, actor_kind, actor_id, action, object_kind, object_id, basis, request_id)
     VALUES (clock.now(), 'system', 'restore', 'backup.restore', 'backup', $1, 'system', $2)`, [opening.createdAt, newRandomId()]);
}

/** Fresh tables have no statistics, and the first morning should not be slow. */
async function analyse(config: Config): Promise<void> {
  const owner = new pg.Client({ connectionString: config.DATABASE_URL, connectionTimeoutMillis: 5000 });
  await owner.connect();
  await owner.query('ANALYZE').finally(() => owner.end());
}
