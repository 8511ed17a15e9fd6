import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG } from '@evenkeel/database';
import { LRUCache } from 'lru-cache';
import { blindIndex, deriveKey, openBox, sealBox } from './sealed-box.js';

interface Asked {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

const keyVersion = 1;

/** A new data key, wrapped for the row it will lie in. */
export interface WrappedKey {
  readonly keyVersion: number;
  readonly wrapped: Buffer;
}

/**
 * Seals what personas write, each with a key of its own that lies in `comm`. It shares no key and no memory with the
 * clinical `Sealer`: neither can open what the other has sealed.
 */
@Injectable()
export class PeerSealer {
  private readonly wrapping: Buffer;
  private readonly naming: Buffer;
  private readonly unwrapped = new LRUCache<string, Buffer>({ max: 5000, ttl: 60_000 });

  constructor(@Inject(CONFIG) config: Pick<Config, 'EVENKEEL_SECRET'>) {
    this.wrapping = deriveKey(config.EVENKEEL_SECRET, 'peer realm: wrapping of data keys');
    this.naming = deriveKey(config.EVENKEEL_SECRET, 'peer realm: names');
  }

  /** A key for a persona that is about to be made. Nothing is kept of it here. */
  wrapNewKey(personaId: string): WrappedKey {
    return { keyVersion, wrapped: sealBox(this.wrapping, boundTo(personaId, keyVersion), randomBytes(32)) };
  }

  /**
   * @param place column as `comm.table.column`
   * @param rowId id of the row, so that a sealed value cannot be pasted into another row
   */
  async seal(queries: Asked, personaId: string, place: string, rowId: string, text: string): Promise<Buffer> {
    return sealBox(await this.key(queries, personaId), `${place}|${rowId}|${personaId}`, Buffer.from(text, 'utf8'));
  }

  /** Throws if the key is gone (erased), may not be seen by this actor, or the value belongs elsewhere. */
  async open(queries: Asked, personaId: string, place: string, rowId: string, sealed: Buffer): Promise<string> {
    return openBox(await this.key(queries, personaId), `${place}|${rowId}|${personaId}`, sealed).toString('utf8');
  }

  /** What makes two names one: the spelling that the rules have made of it, as a keyed hash that outlives its owner. */
  nameKey(communityId: string, spelling: string): Buffer {
    return blindIndex(this.naming, `${communityId}|${spelling}`);
  }

  /** Loads the keys of many personas in one statement. */
  async preload(queries: Asked, personaIds: readonly string[]): Promise<void> {
    const missing = [...new Set(personaIds)].filter((id) => !this.unwrapped.has(id));
    if (missing.length === 0) return;
    const rows = await queries.query<{ subject_id: string; key_version: number; wrapped: Buffer }>(
      `SELECT subject_id, key_version, wrapped FROM comm.data_key WHERE subject_id = ANY ($1::uuid[])`, [missing]);
    for (const row of rows) this.unwrapped.set(row.subject_id, openBox(this.wrapping, boundTo(row.subject_id, row.key_version), row.wrapped));
  }

  /** Whether there is a key to open words of this persona: not after it was erased, and not for a stranger. */
  async canOpen(queries: Asked, personaId: string): Promise<boolean> {
    await this.preload(queries, [personaId]);
    return this.unwrapped.has(personaId);
  }

  private async key(queries: Asked, personaId: string): Promise<Buffer> {
    await this.preload(queries, [personaId]);
    const key = this.unwrapped.get(personaId);
    if (key === undefined) throw new Error('There is no data key of this persona to be had here');
    return key;
  }
}

const boundTo = (personaId: string, version: number): string => `peer key|${personaId}|${version}`;
