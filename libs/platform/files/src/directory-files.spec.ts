import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryFiles } from './directory-files.js';

const marta = '0190a000-0000-7000-8000-000000000001';
const other = '0190a000-0000-7000-8000-000000000002';

describe('files in a directory', () => {
  let folder: string;
  let files: DirectoryFiles;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
    files = new DirectoryFiles(folder, 'ab'.repeat(32));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const onDisk = async (name: string): Promise<string> => path.join(folder, name.slice(0, 2), name);

  it('gives back what was put, to its owner only', async () => {
    const name = await files.put(marta, Buffer.from('my plan'));
    expect((await files.get(marta, name))?.toString()).toBe('my plan');
    expect(await files.get(other, name)).toBeNull();
  });

  it('keeps nothing readable on the disk', async () => {
    const name = await files.put(marta, Buffer.from('clonazepam 500 micrograms'));
    expect((await readFile(await onDisk(name))).toString('latin1')).not.toMatch(/clonazepam|500/);
  });

  it('answers a damaged file, a made-up name and a path like an absent file', async () => {
    const name = await files.put(marta, Buffer.from('x'));
    await writeFile(await onDisk(name), 'rubbish that is long enough to be a box of some kind');
    expect(await files.get(marta, name)).toBeNull();
    expect(await files.get(marta, '0190a000-0000-7000-8000-00000000000f')).toBeNull();
    expect(await files.get(marta, '../../etc/passwd')).toBeNull();
  });

  it('removes for the owner and leaves no draft behind', async () => {
    const name = await files.put(marta, Buffer.from('x'));
    await files.remove(other, name);
    expect(await files.get(marta, name)).not.toBeNull();
    await files.remove(marta, name);
    expect(await files.get(marta, name)).toBeNull();
    expect(await readdir(path.join(folder, name.slice(0, 2)))).toEqual([]);
  });
});
