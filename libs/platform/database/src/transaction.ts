import type { QueryResult, QueryResultRow } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { Asking } from './asking.js';
import type { Wire } from './wire.js';

interface Left {
  readonly sql: string;
  readonly parameters: () => readonly unknown[];
  readonly then: (rows: never[]) => void;
}

/** SQLSTATE of every statement behind the one that failed. */
const inFailedTransaction = '25P02';

/**
 * One transaction on one connection, in as few waits as it takes: its opening travels with the first statement and what
 * nobody waits for travels with the commit.
 *
 * Connections of every role but the gate are read-only outside of a transaction that asked for more (see `Database`). Were
 * an opening to fail by itself, the statement behind it could write nothing and, as nobody is asking, see nothing that a
 * policy of a person protects; and no answer reaches the work before the opening has been confirmed.
 */
export class Transaction {
  private opened: Promise<unknown> = Promise.resolve();
  private ended = false;
  private fault: unknown = null;
  private readonly left: Left[] = [];

  constructor(private readonly runner: QueryRunner, private readonly wire: Wire) {}

  /** Opens it, as this person or as the system; resolves when that is confirmed, for whoever does not want to go on before. */
  begin(asking: Asking | null): Promise<unknown> {
    const opening: Promise<unknown>[] = [this.ask('START TRANSACTION READ WRITE')];
    if (asking !== null) {
      // Transaction-local, so that a pooled connection forgets who asked; bound, so that no id becomes SQL.
      opening.push(this.ask(
        `SELECT set_config('app.uid', $1, true), set_config('app.org', $2, true), set_config('app.role', $3, true), set_config('app.request', $4, true)`,
        [asking.uid, asking.org, asking.role, asking.requestId]));
    }
    this.opened = Promise.all(opening);
    this.opened.catch(() => undefined);
    // TypeORM has to know, or `save` would open and commit a transaction of its own.
    Object.assign(this.runner, { isTransactionActive: true, transactionDepth: 1 });
    return this.opened;
  }

  async send<Row extends QueryResultRow>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    const [result] = await Promise.all([this.still().ask<Row>(sql, parameters), this.opened]);
    return result;
  }

  /** Leaves a statement for the commit. `then` gets its rows, before whatever else waits for the commit. */
  leave<Row>(sql: string, parameters: () => readonly unknown[], then: (rows: Row[]) => void): void {
    this.still().left.push({ sql, parameters, then });
  }

  /** This, or a fault once the transaction has ended: a late statement must not run outside of it. */
  still(): this {
    if (this.ended) throw new Error('The transaction has ended');
    return this;
  }

  /** Runs what was left and commits, in one round trip. If any of it fails, all of the transaction has failed. */
  async commit(): Promise<void> {
    this.still().ended = true;
    const left = this.left.map(({ sql, parameters }) => this.ask(sql, parameters()));
    const [committed, , ...results] = await Promise.all([this.ask('COMMIT'), this.opened, ...left]);
    // PostgreSQL answers the commit of a failed transaction by rolling back, which is no error to it.
    if (committed.command !== 'COMMIT') throw new Error('Rolled back instead of committed: a statement of the transaction had failed');
    this.forget();
    this.left.forEach(({ then }, index) => { then((results[index]?.rows ?? []) as never[]); });
  }

  async rollBack(): Promise<void> {
    this.ended = true;
    // A connection that cannot roll back is broken; pg destroys it on release because its socket has failed.
    await this.wire.send('ROLLBACK').catch(() => undefined);
    this.forget();
  }

  /**
   * Statements that were sent together fail together, and whoever waits must hear why: behind the first fault PostgreSQL
   * says of each statement only that the transaction has failed. A deadlock that is not called one would not be tried again.
   */
  private ask<Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<QueryResult<Row>> {
    return this.wire.send<Row>(sql, parameters).catch((error: unknown) => {
      this.fault ??= error;
      throw (error as { readonly code?: unknown }).code === inFailedTransaction ? this.fault : error;
    });
  }

  private forget(): void {
    Object.assign(this.runner, { isTransactionActive: false, transactionDepth: 0 });
  }
}
