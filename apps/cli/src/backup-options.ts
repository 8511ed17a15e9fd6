import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BackupRefused, type Key } from '@evenkeel/backup';
import { type CommandContext, Mistake, text } from './command.js';

/** The file of an option, from where the operator stands. */
export function fileNamed(context: CommandContext, option: string): string | undefined {
  const name = text(context, option);
  if (name === '') throw new Mistake(`--${option} is empty`);
  return name === undefined ? undefined : path.resolve(context.folder, name);
}

export function neededFile(context: CommandContext, option: string): string {
  const file = fileNamed(context, option);
  if (file === undefined) throw new Mistake(`--${option} is missing: name the file`);
  return file;
}

/** What opens an archive: the identity of a file, or else the installation's secret. */
export async function keyOf(context: CommandContext): Promise<Key> {
  const identity = fileNamed(context, 'identity');
  if (identity === undefined) return { kind: 'secret', secret: context.secret() };
  const text = await readFile(identity, 'utf8').catch(() => { throw new Mistake('The file of --identity cannot be read.'); });
  return { kind: 'identity', text };
}

/** What a backup refuses is a sentence for the operator. */
export async function refusedAsMistake<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupRefused ? new Mistake(error.message) : error;
  }
}
