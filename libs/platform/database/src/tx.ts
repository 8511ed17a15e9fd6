import type { AnyActor } from '@evenkeel/kernel';
import type { EntityManager, QueryRunner } from 'typeorm';

/**
 * One open transaction. Handed down as an argument; whoever has none cannot touch the database, write an audit
 * row or add to the outbox. Dead after the function it was given to has ended.
 */
export class Tx {
  private readonly after: (() => void)[] = [];

  constructor(readonly actor: AnyActor, private readonly runner: QueryRunner) {}

  /** Inserts, updates and finds of row classes. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** Plain SQL with bound parameters. Returns the rows, also of INSERT, UPDATE and DELETE with RETURNING. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: { records?: Row[] } = await this.runner.query(sql, [...parameters], true);
    return result.records ?? [];
  }

  /** Exactly one row, or a fault: for statements that cannot sensibly return another number. */
  async one<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row> {
    const rows = await this.query<Row>(sql, parameters);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}`);
    return row;
  }

  /** Number of rows that an UPDATE, DELETE or INSERT touched. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const result: { affected?: number } = await this.runner.query(sql, [...parameters], true);
    return result.affected ?? 0;
  }

  /** The database's clock, the only one that decides anything. */
  async now(): Promise<Date> {
    return (await this.one<{ now: Date }>('SELECT clock.now() AS now')).now;
  }

  /** Runs after the commit and never if there is none. Must not throw and must not need the database. */
  afterCommit(work: () => void): void {
    this.after.push(work);
  }

  /** For the wrapper only. */
  committed(): void {
    for (const work of this.after.splice(0)) work();
  }
}
