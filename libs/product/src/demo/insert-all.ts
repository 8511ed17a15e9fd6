import type pg from 'pg';

export type Cell = string | number | boolean | null | Date | Buffer | readonly string[] | object;
export type Line = Readonly<Record<string, Cell>>;

/**
 * Inserts many rows of one table in one statement. All rows have the same columns; columns that are not named get
 * their default. The names of tables and columns are ours, the values travel as one bound parameter.
 */
export async function insertAll(owner: pg.ClientBase, table: string, lines: readonly Line[]): Promise<void> {
  const [first] = lines;
  if (first === undefined) return;
  const columns = Object.keys(first).join(', ');
  const json = lines.map((line) => Object.fromEntries(Object.entries(line).map(([column, cell]) => [column, Buffer.isBuffer(cell) ? `\\x${cell.toString('hex')}` : cell])));
  await owner.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [JSON.stringify(json)]);
}

/** A moment as PostgreSQL reads it; `null` stays `null`. */
export const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
export const atOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : at(milliseconds));
