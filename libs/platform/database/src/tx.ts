import type { AnyActor } from '@evenkeel/kernel';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Transaction } from './transaction.js';

/** What can be asked a question: a transaction, the gate for a single one, the owner's connection in tests and seeds. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/**
 * One open transaction. Handed down as an argument; whoever has none cannot touch the database, write an audit
 * row or add to the outbox. Dead after the function it was given to has ended.
 *
 * Statements that do not need each other's answers may be asked for together (`Promise.all` of single statements) and
 * cost one round trip. They run one after the other, in the order in which they were asked.
 */
export class Tx implements Queries {
  private readonly after: (() => void)[] = [];

  constructor(readonly actor: AnyActor, private readonly runner: QueryRunner, private readonly transaction: Transaction) {}

  /** Inserts, updates and finds of row classes. */
  get manager(): EntityManager {
    this.transaction.still();
    return this.runner.manager;
  }

  /** Plain SQL with bound parameters. Returns the rows, also of INSERT, UPDATE and DELETE with RETURNING. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.transaction.send(sql, parameters)).rows as Row[];
  }

  /**
   * A statement that nobody waits for: it runs in this transaction, after everything else in it and in one round trip with
   * the commit. If it fails, so does the transaction. Nothing that is asked before the commit sees what it wrote.
   * @param parameters asked for at the commit, so that a later call may still add to them
   * @param then gets its rows after the commit and before whatever was given to `afterCommit`; must not throw
   */
  leave<Row>(sql: string, parameters: () => readonly unknown[], then: (rows: Row[]) => void = () => undefined): void {
    this.transaction.leave(sql, parameters, then);
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
    return (await this.transaction.send(sql, parameters)).rowCount ?? 0;
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
