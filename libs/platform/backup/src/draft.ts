import { once } from 'node:events';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { BackupRefused } from './refused.js';

/** A file that appears under its name only when all of it is on the disk, and never takes the place of another. */
export interface Draft {
  readonly stream: Writable;
  /** Gives it its name. The stream has to have ended. */
  keep(): Promise<void>;
  /** Removes what was written so far. */
  drop(): Promise<void>;
}

const there = (file: string): Promise<boolean> => stat(file).then(() => true, () => false);

export async function draftOf(file: string): Promise<Draft> {
  if (await there(file)) throw new BackupRefused('There is a file of that name already. A backup never overwrites another.');
  const part = `${file}.part`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new BackupRefused(`There is an unfinished backup: ${path.basename(part)}. If none is running, remove it.`);
    throw new BackupRefused(`The file cannot be written there (${error.code ?? 'unknown'}).`);
  });
  // The bytes have to be on the disk before the name is: the stream syncs before it closes.
  const stream = handle.createWriteStream({ flush: true } as Parameters<typeof handle.createWriteStream>[0]);
  return {
    stream,
    keep: async () => {
      if (!stream.closed) await once(stream, 'close');
      await named(part, file);
      const folder = await open(path.dirname(file), 'r');
      await folder.sync().finally(() => folder.close());
    },
    drop: async () => {
      stream.on('error', () => undefined).destroy();
      await rm(part, { force: true });
    },
  };
}

/** A hard link fails if the name is taken, a rename would not. Some file systems have no hard links. */
async function named(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
    await rm(part);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || await there(file)) throw new BackupRefused('Somebody else has made a file of that name in the meantime.');
    await rename(part, file);
  }
}
