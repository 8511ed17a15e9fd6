import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ledgerNames } from '@evenkeel/database';
import tar from 'tar-stream';
import type { z } from 'zod';
import { anyOpening, fileOfEntry, formatVersion, type Manifest, manifestName, manifestShape, type Opening, openingName, openingShape, type Table, tableOfPart } from './format.js';
import { type Key, unlocked } from './lock.js';
import { BackupRefused } from './refused.js';
import { equalSums, Summing, SummingFiles } from './sum.js';

/** What is done with the content while it goes by. Each has to read its table or file to the end. */
export interface Reader {
  /** Before anything else. */
  opening(opening: Opening): Promise<void>;
  /** Rows in COPY's text format. Not called for an empty table. */
  table(table: Table, rows: AsyncIterable<Buffer>): Promise<void>;
  /** @param name path below the folder of files */
  file(name: string, content: Buffer): Promise<void>;
}

interface Entry extends AsyncIterable<Buffer> {
  readonly header: { readonly name: string };
}

/** The largest entry that is read as a whole: a file of a person, the manifest. */
const mostBytes = 256 << 20;

/**
 * Reads an archive from beginning to end and checks that it is whole: lock, order, names, counts and hashes. Returns the
 * manifest, or refuses; what the reader was given until then must not be relied on.
 */
export async function readArchive(file: string, key: Key, reader: Reader): Promise<{ opening: Opening; manifest: Manifest }> {
  await access(file, constants.R_OK).catch(() => { throw new BackupRefused('There is no such file, or it cannot be read.'); });
  const sealed = createReadStream(file);
  const extract = tar.extract();
  try {
    const plain = await unlocked(sealed, key);
    const unpacked = pipeline(plain, createGunzip(), extract);
    // Told through the entries, which end with the same fault.
    unpacked.catch(() => undefined);
    const read = await readEntries((extract as AsyncIterable<Entry>)[Symbol.asyncIterator](), reader);
    await unpacked.catch((error: unknown) => { throw damage(error); });
    return read;
  } catch (error) {
    throw error instanceof Damage ? new BackupRefused('The backup is damaged or cut off: what was read does not add up to what was written.') : error;
  } finally {
    sealed.destroy();
    extract.destroy();
  }
}

/** A fault of the archive, in contrast to one of whoever was given its content. */
class Damage extends Error {}

const damage = (error: unknown): Damage => error instanceof Damage ? error : new Damage(error instanceof Error ? error.message : 'unknown');

async function* chunksOf(entry: Entry): AsyncGenerator<Buffer> {
  const chunks = entry[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => { throw damage(error); });
    if (next.done === true) return;
    yield next.value;
  }
}

async function readEntries(entries: AsyncIterator<Entry>, reader: Reader): Promise<{ opening: Opening; manifest: Manifest }> {
  const following = async (): Promise<Entry | null> => {
    const { done, value } = await entries.next().catch((error: unknown) => { throw damage(error); });
    return done === true ? null : value;
  };
  const opening = await readOpening(await following());
  await reader.opening(opening);
  const sums = [];
  const files = new SummingFiles();
  let entry = await following();
  for (const table of opening.tables) {
    const summing = new Summing();
    const rows = async function* (): AsyncGenerator<Buffer> {
      for (; entry !== null && tableOfPart(entry.header.name) === table.name; entry = await following()) {
        for await (const chunk of chunksOf(entry)) {
          summing.add(chunk);
          yield chunk;
        }
      }
    };
    if (entry !== null && tableOfPart(entry.header.name) === table.name) await reader.table(table, rows());
    sums.push(summing.sum(table.name));
  }
  for (; entry !== null && entry.header.name !== manifestName; entry = await following()) {
    const name = fileOfEntry(entry.header.name);
    if (name === null) throw new Damage('An entry that nobody wrote');
    const content = await whole(entry);
    files.add(name, content.length, createHash('sha256').update(content).digest('hex'));
    await reader.file(name, content);
  }
  const manifest = await json(entry, manifestShape);
  if (await following() !== null) throw new Damage('Something lies behind the manifest');
  const told = JSON.stringify(files.sum()) === JSON.stringify(manifest.files);
  if (!told || manifest.tables.length !== sums.length) throw new Damage('The manifest speaks of something else');
  for (const [at, sum] of sums.entries()) {
    const expected = manifest.tables[at];
    if (expected === undefined || !equalSums(expected, sum)) throw new Damage(`Rows of ${sum.name} differ`);
  }
  return { opening, manifest };
}

async function readOpening(entry: Entry | null): Promise<Opening> {
  if (entry?.header.name !== openingName) throw new BackupRefused('This is not a backup of Evenkeel.');
  const read: unknown = parsed(await whole(entry));
  const any = anyOpening.safeParse(read);
  if (!any.success) throw new BackupRefused('This is not a backup of Evenkeel.');
  if (any.data.format > formatVersion) throw new BackupRefused(`The backup was written by a newer version of Evenkeel (format ${any.data.format}, this one reads ${formatVersion}). Restore it with that version.`);
  const opening = checked(read, openingShape);
  const known = ledgerNames();
  const strange = opening.migrations.find((name, at) => known[at] !== name);
  if (strange !== undefined) throw new BackupRefused(`The backup was written by a newer version of Evenkeel: the migration ${strange} is not known here. Restore it with that version.`);
  return opening;
}

const json = async <T>(entry: Entry | null, shape: z.ZodType<T>): Promise<T> => {
  if (entry === null) throw new Damage('There is no manifest');
  return checked(parsed(await whole(entry)), shape);
};

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw new Damage('Not JSON');
  }
}

function checked<T>(read: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(read);
  if (!result.success) throw new Damage('Not the shape that was agreed');
  return result.data;
}

async function whole(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let held = 0;
  for await (const chunk of chunksOf(entry)) {
    held += chunk.length;
    if (held > mostBytes) throw new Damage('An entry that is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Rows as a stream for COPY. */
export const asStream = (rows: AsyncIterable<Buffer>): Readable => Readable.from(rows, { objectMode: false });
