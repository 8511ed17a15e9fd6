import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '@evenkeel/config';
import { ledgerNames } from '@evenkeel/database';
import { draftOf } from './draft.js';
import { checkOf, formatVersion, openingName } from './format.js';
import { Packing } from './pack.js';
import { restoreBackup } from './restore-backup.js';
import { verifyBackup } from './verify-backup.js';

const secret = 'ab'.repeat(32);
const opening = {
  product: 'evenkeel', format: formatVersion, createdAt: '2026-03-02T15:00:00.000Z', server: 'PostgreSQL 18', migrations: ledgerNames(), secretCheck: checkOf(secret), tables: [],
};

describe('an archive of a newer version', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-newer-')); });
  afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

  const archive = async (name: string, first: object): Promise<string> => {
    const draft = await draftOf(path.join(folder, name));
    const packing = Packing.onto(draft, { kind: 'secret', secret });
    await packing.text(openingName, first);
    await packing.end();
    await draft.keep();
    return path.join(folder, name);
  };
  /** What is said to whoever verifies it and to whoever restores it; neither needs a database to say it. */
  const said = async (file: string): Promise<string[]> => {
    const config = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', EVENKEEL_SECRET: secret, EVENKEEL_DATA_DIR: path.join(folder, 'data') });
    const key = { kind: 'secret', secret } as const;
    const words = (error: unknown): string => (error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error));
    return [
      await verifyBackup(file, key, () => undefined).then(() => 'verified', words),
      await restoreBackup(config, file, key, () => undefined).then(() => 'restored', words),
    ];
  };

  it('is refused by its format, whatever else its opening says', async () => {
    const file = await archive('format', { product: 'evenkeel', format: formatVersion + 1, somethingElse: true });
    const refusal = `BackupRefused: The backup was written by a newer version of Evenkeel (format ${formatVersion + 1}, this one reads ${formatVersion}). Restore it with that version.`;
    expect(await said(file)).toEqual([refusal, refusal]);
  });

  it('is refused by a migration that is not known here, by its name', async () => {
    const file = await archive('migration', { ...opening, migrations: [...ledgerNames(), 'of-the-future1111111119999'] });
    const refusal = 'BackupRefused: The backup was written by a newer version of Evenkeel: the migration of-the-future1111111119999 is not known here. Restore it with that version.';
    expect(await said(file)).toEqual([refusal, refusal]);
  });

  it('leaves nothing in the folder of files', async () => {
    await said(await archive('again', { ...opening, format: formatVersion + 1 }));
    await expect(stat(path.join(folder, 'data', 'files'))).rejects.toThrow();
    await expect(stat(path.join(folder, 'data', 'files.restoring'))).rejects.toThrow();
  });

  it('differs from one that is merely without a manifest', async () => {
    const [verified] = await said(await archive('short', opening));
    expect(verified).toMatch(/damaged or cut off/);
  });
});
