import type { Manifest, Opening } from './format.js';
import type { Key } from './lock.js';
import { readArchive } from './read-archive.js';
import type { Progress } from './refused.js';

/** Reads a whole archive without a database and checks every count and hash in it. Refuses if it could not be restored. */
export async function verifyBackup(file: string, key: Key, progress: Progress): Promise<{ opening: Opening; manifest: Manifest }> {
  return readArchive(file, key, {
    opening: async ({ createdAt, server, migrations }) => { progress(`written ${createdAt} from ${server}, ${migrations.length} migrations`); },
    table: async (_table, rows) => { for await (const _ of rows) continue; },
    file: async () => undefined,
  });
}
