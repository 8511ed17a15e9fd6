import { createHmac } from 'node:crypto';
import { deriveKey } from '@evenkeel/encryption';
import { z } from 'zod';

/** Counted up when an older program could misread what a newer one writes. */
export const formatVersion = 1;

export const openingName = 'opening.json';
export const manifestName = 'manifest.json';

const column = z.object({ name: z.string(), type: z.string() });
const table = z.object({ name: z.string(), columns: z.array(column) });

/** Beginning of every version's opening: enough to say that an archive is too new. */
export const anyOpening = z.object({ product: z.literal('evenkeel'), format: z.number().int().positive() });

/** First entry of an archive: what has to be known before the first row. */
export const openingShape = anyOpening.extend({
  createdAt: z.iso.datetime(),
  server: z.string(),
  /** Names in the ledger of migrations, oldest first. */
  migrations: z.array(z.string()),
  /** Tells a wrong EVENKEEL_SECRET before anything is loaded, and nothing else. */
  secretCheck: z.string(),
  tables: z.array(table),
});

/** Last entry: what the entries before have to add up to. */
export const manifestShape = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number().int().nonnegative(), bytes: z.number().int().nonnegative(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
  files: z.object({ count: z.number().int().nonnegative(), bytes: z.number().int().nonnegative(), sha256: z.string() }),
  /** Newest seal of each audit. */
  seals: z.array(z.object({ audit: z.string(), number: z.string(), hash: z.string() })),
});

export type Column = z.infer<typeof column>;
export type Table = z.infer<typeof table>;
export type Opening = z.infer<typeof openingShape>;
export type Manifest = z.infer<typeof manifestShape>;
export type TableSum = Manifest['tables'][number];

/** Equal for equal secrets; made with a key of its own, so that it says nothing about any other. */
export const checkOf = (secret: string): string =>
  createHmac('sha256', deriveKey(secret, 'check of backups')).update('evenkeel backup').digest('hex').slice(0, 32);

/** Name of the nth part of a table. Parts keep the memory of writer and reader small, whatever the table's size. */
export const partName = (name: string, part: number): string => `tables/${name}/${String(part).padStart(6, '0')}`;

/** The table that a part belongs to; `null` for other entries. */
export const tableOfPart = (entry: string): string | null => /^tables\/([^/]+)\/\d{6,}$/.exec(entry)?.[1] ?? null;

const filesPrefix = 'files/';
export const fileEntry = (name: string): string => `${filesPrefix}${name}`;

/** Path of a file below the folder of files; `null` for other entries and for whatever would lie outside. */
export function fileOfEntry(entry: string): string | null {
  return /^files\/([0-9a-f]{2}\/[0-9a-f-]{36})$/.exec(entry)?.[1] ?? null;
}
