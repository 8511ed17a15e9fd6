import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { columnList, exists, plainText, quoted, quotedWord, readTables, some } from './catalogue.js';
import type { Manifest, Opening, Table, TableSum } from './format.js';
import { asStream } from './read-archive.js';
import { BackupRefused } from './refused.js';
import { equalSums, Summing } from './sum.js';
import { endedByRestore } from './what-is-kept.js';

/**
 * Fills the tables of a database that was migrated a moment ago in the same transaction. Works as a plain owner: what only a
 * superuser may do (`session_replication_role`) is not needed, because an owner may take away foreign keys, triggers of ours
 * and the force of policies and put them back before anybody sees the tables.
 */
export class Loading {
  private constructor(private readonly owner: ClientBase, private readonly forced: readonly string[], private readonly keys: readonly { table: string; name: string; definition: string }[]) {}

  static async begin(owner: ClientBase, opening: Opening): Promise<Loading> {
    await owner.query(plainText);
    await requireSameShape(owner, opening.tables);
    const { rows: tables } = await owner.query<{ name: string; forced: boolean }>(`
      SELECT n.nspname || '.' || c.relname AS name, c.relforcerowsecurity AS forced FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND (n.nspname || '.' || c.relname) = ANY ($1) ORDER BY 1`, [(await readTables(owner)).map(({ name }) => name)]);
    const { rows: keys } = await owner.query<{ table: string; name: string; definition: string }>(`
      SELECT n.nspname || '.' || c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE k.contype = 'f' AND k.conparentid = 0 AND (n.nspname || '.' || c.relname) = ANY ($1) ORDER BY 1, 2`, [tables.map(({ name }) => name)]);
    for (const { table, name } of keys) await owner.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quotedWord(name)}`);
    for (const { name } of tables) await owner.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY`);
    // Some migrations fill a table; the archive has those rows too, as they were.
    await owner.query(`TRUNCATE ${tables.map(({ name }) => quoted(name)).join(', ')}`);
    return new Loading(owner, tables.filter(({ forced }) => forced).map(({ name }) => name), keys);
  }

  async table(table: Table, rows: AsyncIterable<Buffer>): Promise<void> {
    await pipeline(asStream(rows), this.owner.query(copyFrom(`COPY ${quoted(table.name)} (${columnList(table)}) FROM STDIN`)));
  }

  /** Reads every table back and compares it, byte by byte in effect, with what the archive says. Then everything holds again. */
  async end(opening: Opening, manifest: Manifest): Promise<void> {
    for (const [at, table] of opening.tables.entries()) {
      const expected = manifest.tables[at];
      if (expected === undefined || !equalSums(expected, await this.readBack(table))) throw new Error(`${table.name} does not read back as it was written`);
    }
    for (const { name, last, called } of manifest.sequences) {
      if (await exists(this.owner, name)) await this.owner.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), last, called]);
    }
    for (const { table, name, definition } of this.keys) await this.owner.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quotedWord(name)} ${definition}`);
    for (const { table, sql } of endedByRestore) if (await exists(this.owner, table)) await this.owner.query(sql);
    for (const { name } of await readTables(this.owner)) await this.owner.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
    for (const name of this.forced) await this.owner.query(`ALTER TABLE ${quoted(name)} FORCE ROW LEVEL SECURITY`);
  }

  /** Rows that this transaction has appended to an empty table come back in the order in which they went in. */
  private async readBack(table: Table): Promise<TableSum> {
    const summing = new Summing();
    await pipeline(
      this.owner.query(copyTo(`COPY (SELECT ${columnList(table)} FROM ${quoted(table.name)}) TO STDOUT`)),
      new Writable({ write: (chunk: Buffer, _encoding, done) => { summing.add(chunk); done(); } }));
    return summing.sum(table.name);
  }
}

async function requireSameShape(owner: ClientBase, saved: readonly Table[]): Promise<void> {
  const here = new Map((await readTables(owner)).map((table) => [table.name, JSON.stringify(table.columns)]));
  const strange = saved.filter(({ name, columns }) => here.get(name) !== JSON.stringify(columns)).map(({ name }) => name);
  if (strange.length > 0) throw new BackupRefused(`The backup has other columns than this version makes: ${some(strange)}.`);
}
