import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { deriveKey, openBox, sealBox } from '@evenkeel/encryption';
import { isId } from '@evenkeel/kernel';
import type { Files } from './files.js';

const binding = (owner: string, name: string): string => `file|${owner}|${name}`;

/** Files in a directory. A file appears under its name only when all of it is on disk. */
export class DirectoryFiles implements Files {
  private readonly key: Buffer;

  /** @param secret 64 hexadecimal digits @param folder is made on first use */
  constructor(private readonly folder: string, secret: string) {
    this.key = deriveKey(secret, 'files');
  }

  async put(owner: string, bytes: Buffer): Promise<string> {
    const name = randomUUID();
    const place = this.place(name);
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    const draft = `${place}.part`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(sealBox(this.key, binding(owner, name), bytes));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, place);
    return name;
  }

  async get(owner: string, name: string): Promise<Buffer | null> {
    if (!isId(name)) return null;
    const sealed = await readFile(this.place(name)).catch(missingAsNull);
    if (sealed === null) return null;
    try {
      return openBox(this.key, binding(owner, name), sealed);
    } catch {
      // Sealed for another owner, or damaged: neither may be told apart from absent.
      return null;
    }
  }

  async remove(owner: string, name: string): Promise<void> {
    if ((await this.get(owner, name)) !== null) await rm(this.place(name), { force: true });
  }

  /** Two letters of the name as a sub-folder keep directories small. */
  private place(name: string): string {
    return path.join(this.folder, name.slice(0, 2), name);
  }
}

function missingAsNull(error: unknown): null {
  if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') return null;
  throw error;
}
