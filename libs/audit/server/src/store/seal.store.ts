import type { Tx } from '@evenkeel/database';
import { Injectable } from '@nestjs/common';
import { type AuditHome, homeOf } from './realms.js';

/** A link of the chain, as stored. `ids` and `open` are PostgreSQL multiranges in their text form. */
export interface Seal {
  readonly number: number;
  readonly ids: string;
  /** Numbers up to `lastId` that no seal covers yet: a transaction took them early and may still commit. */
  readonly open: string;
  readonly lastId: string;
  readonly rows: number;
  readonly previous: Buffer;
  readonly hash: Buffer;
}

/** One row of the audit as the chain sees it: its number, and every other column as text in a fixed order. */
export interface SealedRow {
  readonly id: string;
  readonly columns: readonly (string | null)[];
}

const columns = ({ place, subject }: AuditHome): string => `ARRAY[to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.${place}::text, e.actor_kind, e.actor_id,
  e.acting_role, e.action, e.${subject}::text, e.category, e.object_kind, e.object_id, e.basis, e.request_id]`;

const seal = `number::int AS number, ids::text AS ids, open::text AS open, last_id::text AS "lastId", rows, previous, hash`;

/** How far behind the newest row a number may still be filled. Transactions end within seconds, so this is plenty. */
const horizon = 20_000;

@Injectable()
export class SealStore {
  /** Whether this transaction may seal. One at a time, whatever the number of workers; the others simply pass. */
  async claim(tx: Tx): Promise<boolean> {
    return (await tx.one<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext($1)) AS mine`, [`${homeOf(tx.actor).schema} seal`])).mine;
  }

  async newest(tx: Tx): Promise<Seal | null> {
    const [newest] = await tx.query<Seal>(`SELECT ${seal} FROM ${homeOf(tx.actor).schema}.seal ORDER BY number DESC LIMIT 1`);
    return newest ?? null;
  }

  /** Whether a seal with this hash is part of the chain. */
  async has(tx: Tx, hash: Buffer): Promise<boolean> {
    return (await tx.one<{ has: boolean }>('SELECT EXISTS (SELECT FROM audit.seal WHERE hash = $1) AS has', [hash])).has;
  }

  async after(tx: Tx, number: number, limit: number): Promise<Seal[]> {
    return tx.query<Seal>(`SELECT ${seal} FROM ${homeOf(tx.actor).schema}.seal WHERE number > $1 ORDER BY number LIMIT $2`, [number, limit]);
  }

  /**
   * Rows that no seal covers and whose transactions have all ended, oldest first. Rows written by a transaction
   * beyond the snapshot come from the former life of a restored database and are settled as well. What is sealed is not
   * read again: the first bound says so to the planner, which would walk the whole audit otherwise.
   */
  async unsealed(tx: Tx, newest: Seal | null, limit: number): Promise<SealedRow[]> {
    return tx.query<SealedRow>(
      `SELECT e.id::text AS id, ${columns(homeOf(tx.actor))} AS columns
       FROM unnest($1::int8multirange + int8multirange(int8range($2::bigint + 1, NULL))) AS r
       JOIN ${homeOf(tx.actor).schema}.entry e ON e.id >= lower(r) AND (upper(r) IS NULL OR e.id < upper(r))
       WHERE e.id >= least(lower($1::int8multirange), $2::bigint + 1)
         AND (e.written_by < pg_snapshot_xmin(pg_current_snapshot()) OR e.written_by >= pg_snapshot_xmax(pg_current_snapshot()))
       ORDER BY e.id LIMIT $3`, [newest?.open ?? '{}', newest?.lastId ?? '0', limit]);
  }

  /** The rows that a seal says it covers. */
  async covered(tx: Tx, ids: string): Promise<SealedRow[]> {
    return tx.query<SealedRow>(
      `SELECT e.id::text AS id, ${columns(homeOf(tx.actor))} AS columns
       FROM unnest($1::int8multirange) AS r JOIN ${homeOf(tx.actor).schema}.entry e ON e.id >= lower(r) AND e.id < upper(r) ORDER BY e.id`, [ids]);
  }

  /** Rows below the newest seal that no seal covers and that no open number explains: somebody put them there. */
  async smuggled(tx: Tx): Promise<number> {
    return (await tx.one<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${homeOf(tx.actor).schema}.entry e
       WHERE NOT EXISTS (SELECT FROM ${homeOf(tx.actor).schema}.seal s WHERE s.last_id >= e.id AND e.id <@ s.ids)
         AND EXISTS (SELECT FROM (SELECT last_id, open FROM ${homeOf(tx.actor).schema}.seal ORDER BY number DESC LIMIT 1) newest
                     WHERE e.id <= newest.last_id AND NOT e.id <@ newest.open)`)).rows;
  }

  /** Number of rows that wait for the next seal. */
  async waiting(tx: Tx): Promise<number> {
    return (await tx.one<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${homeOf(tx.actor).schema}.entry WHERE id > coalesce((SELECT last_id FROM ${homeOf(tx.actor).schema}.seal ORDER BY number DESC LIMIT 1), 0)`)).rows;
  }

  async add(tx: Tx, link: { number: number; ids: readonly string[]; before: Seal | null; previous: Buffer; hash: Buffer }): Promise<void> {
    await tx.execute(
      `WITH covered AS (SELECT range_agg(int8range(id, id, '[]')) AS ids, greatest(max(id), $4::bigint) AS last_id, count(*) AS rows
                        FROM unnest($2::bigint[]) AS id)
       INSERT INTO ${homeOf(tx.actor).schema}.seal (number, ids, open, last_id, rows, previous, hash, sealed_at)
       SELECT $1, ids, ($3::int8multirange + int8multirange(int8range($4::bigint, last_id, '(]')) - ids)
                * int8multirange(int8range(last_id - ${horizon}, NULL)), last_id, rows, $5, $6, clock.now()
       FROM covered`,
      [link.number, link.ids, link.before?.open ?? '{}', link.before?.lastId ?? '0', link.previous, link.hash]);
  }
}
