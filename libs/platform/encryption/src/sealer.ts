import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, type Queries } from '@evenkeel/database';
import { LRUCache } from 'lru-cache';
import { blindIndex, deriveKey, openBox, sealBox } from './sealed-box.js';

const keyVersion = 1;

/**
 * Seals free text, notes and contacts with a key of the person they belong to. Destroying that one row makes
 * every sealed column of the person unreadable, and in backups once those that still hold the row are gone. Keys stay unwrapped in memory for a minute at most.
 */
@Injectable()
export class Sealer {
  private readonly wrapping: Buffer;
  private readonly indexing: Buffer;
  private readonly naming: Buffer;
  private readonly unwrapped = new LRUCache<string, Buffer>({ max: 5000, ttl: 60_000 });

  constructor(@Inject(CONFIG) config: Pick<Config, 'EVENKEEL_SECRET'>) {
    this.wrapping = deriveKey(config.EVENKEEL_SECRET, 'wrapping of data keys');
    this.indexing = deriveKey(config.EVENKEEL_SECRET, 'e-mail index');
    this.naming = deriveKey(config.EVENKEEL_SECRET, 'name index');
  }

  /** Makes the person's data key. Needs a connection that may insert into identity.data_key. Fails if there is one. */
  async createKey(queries: Queries, subjectId: string): Promise<void> {
    const key = randomBytes(32);
    await queries.query(
      `INSERT INTO identity.data_key (subject_id, key_version, wrapped, created_at) VALUES ($1, $2, $3, clock.now())`,
      [subjectId, keyVersion, sealBox(this.wrapping, `key|${subjectId}|${keyVersion}`, key)]);
    this.unwrapped.set(subjectId, key);
  }

  /**
   * @param place column as `schema.table.column`
   * @param rowId id of the row, so that a sealed value cannot be pasted into another row
   */
  async seal(queries: Queries, subjectId: string, place: string, rowId: string, text: string): Promise<Buffer> {
    return sealBox(await this.key(queries, subjectId), `${place}|${rowId}|${subjectId}`, Buffer.from(text, 'utf8'));
  }

  /** Throws if the key is gone (erased), may not be seen by this actor, or the value belongs elsewhere. */
  async open(queries: Queries, subjectId: string, place: string, rowId: string, sealed: Buffer): Promise<string> {
    return openBox(await this.key(queries, subjectId), `${place}|${rowId}|${subjectId}`, sealed).toString('utf8');
  }

  /**
   * Keyed fingerprint of a text that is sealed in this place: equal for equal texts, and nothing else can be told from it.
   * Made with the person's own key, so that it means nothing any more once that is destroyed. Arguments as for `seal`.
   */
  async digest(queries: Queries, subjectId: string, place: string, rowId: string, text: string): Promise<Buffer> {
    const key = deriveKey((await this.key(queries, subjectId)).toString('hex'), 'digests');
    return blindIndex(key, `${place}|${rowId}|${subjectId}|${text}`);
  }

  /** Finds an account by its address. Case and surrounding blanks do not matter. */
  emailIndex(email: string): Buffer {
    return blindIndex(this.indexing, email.trim().toLowerCase());
  }

  /** Finds a patient by the whole name and the year of birth, in the one spelling that the rules make of them. */
  nameIndex(key: string): Buffer {
    return blindIndex(this.naming, key);
  }

  /** Loads the keys of many people in one statement, before a list is opened row by row. */
  async preload(queries: Queries, subjectIds: readonly string[]): Promise<void> {
    const missing = [...new Set(subjectIds)].filter((id) => !this.unwrapped.has(id));
    if (missing.length === 0) return;
    const rows = await queries.query<{ subject_id: string; key_version: number; wrapped: Buffer }>(
      `SELECT subject_id, key_version, wrapped FROM identity.data_key WHERE subject_id = ANY ($1::uuid[])`, [missing]);
    for (const row of rows) {
      this.unwrapped.set(row.subject_id, openBox(this.wrapping, `key|${row.subject_id}|${row.key_version}`, row.wrapped));
    }
  }

  private async key(queries: Queries, subjectId: string): Promise<Buffer> {
    await this.preload(queries, [subjectId]);
    const key = this.unwrapped.get(subjectId);
    if (key === undefined) throw new Error('There is no data key of this person to be had here');
    return key;
  }
}
