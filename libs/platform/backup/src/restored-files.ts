import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { BackupRefused } from './refused.js';

/** Files of an archive, put aside until it is known that all of it is sound. */
export class RestoredFiles {
  private readonly aside: string;

  private constructor(private readonly folder: string) {
    this.aside = `${folder}.restoring`;
  }

  /** Refuses if there are files already: they belong to another database. */
  static async into(folder: string): Promise<RestoredFiles> {
    const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    if (there.length > 0) throw new BackupRefused('EVENKEEL_DATA_DIR has files of another installation. Restore into an empty folder.');
    const files = new RestoredFiles(folder);
    await files.drop();
    return files;
  }

  /** @param name made of the letters that `fileOfEntry` lets through */
  async add(name: string, content: Buffer): Promise<void> {
    const place = path.join(this.aside, name);
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    const file = await open(place, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async keep(): Promise<void> {
    await mkdir(this.aside, { recursive: true, mode: 0o700 });
    await rmdir(this.folder).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'ENOENT') throw error; });
    await rename(this.aside, this.folder);
  }

  async drop(): Promise<void> {
    await rm(this.aside, { recursive: true, force: true });
  }
}
