import { AsyncLocalStorage } from 'node:async_hooks';
import type { Config } from '@evenkeel/config';
import type { Actor, AnyActor, PeerActor, PeerSystemActor, SystemActor } from '@evenkeel/kernel';
import type { Client } from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { askingOf } from './asking.js';
import { Prepared } from './prepared.js';
import { repeated } from './retry.js';
import { type DatabaseRole, roleUrl } from './roles.js';
import { Transaction } from './transaction.js';
import { type Queries, Tx } from './tx.js';
import { Wire } from './wire.js';

/** A TypeORM row class of some scope's `store/`. */
export type RowClass = EntityTarget<ObjectLiteral> & (abstract new (...args: never[]) => object);

const open = new AsyncLocalStorage<true>();

/** Time limits of every connection: a half-open socket or a forgotten transaction must not hang a process. */
const limits = {
  connectionTimeoutMillis: 2000, query_timeout: 4000, statement_timeout: 3000, lock_timeout: 2000,
  idle_in_transaction_session_timeout: 10_000, keepAlive: true, pipeline: true,
};

/** What may call a person waits for its turn rather than being turned away: longer than any moment of a crowd lasts here. */
const patientLimits = { ...limits, connectionTimeoutMillis: 8000 };

/** A pool of connections. `urgent` is a second one of `app_clin`, kept free for answers that may call a person. */
export type Pool = DatabaseRole | 'urgent';

/** Nothing is written by a statement that stands alone, whatever went wrong around it. The gate asks such statements on purpose. */
const readOnlyByItself = { options: '-c default_transaction_read_only=on' };

/**
 * The only place that opens transactions. One pool per database role, and one more for what cannot wait, so that a flood of requests can never
 * starve the engine, and row-level security knows who is asking.
 */
export class Database {
  private readonly prepared = new Prepared();

  private constructor(private readonly pools: ReadonlyMap<Pool, DataSource>) {}

  /** Connects the named pools. Sizes are connections per process; the budget is in docs/operations.md. */
  static async connect(config: Config, rows: readonly RowClass[], sizes: Partial<Record<Pool, number>>): Promise<Database> {
    const pools = new Map<Pool, DataSource>();
    for (const [pool, max] of Object.entries(sizes) as [Pool, number][]) {
      const source = new DataSource({
        type: 'postgres', url: roleUrl(config, pool === 'urgent' ? 'app_clin' : pool), entities: [...rows], synchronize: false, logging: false,
        applicationName: `evenkeel ${config.EVENKEEL_INSTANCE}`, extra: { ...(pool === 'urgent' ? patientLimits : limits), ...(pool === 'gate' ? {} : readOnlyByItself), max },
        // A dropped idle connection is replaced by the pool; without a listener it would end the process.
        poolErrorHandler: () => undefined,
        invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
      });
      pools.set(pool, await source.initialize());
    }
    return new Database(pools);
  }

  /**
   * A unit of work of a signed-in person, under row-level security as that person in that role. Run again after a
   * deadlock or the like, so `work` does nothing but ask the database.
   */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return repeated(() => this.transaction('app_clin', actor, work));
  }

  /** The same for what may call a person: on connections that nobody else uses, and with the patience to wait for one. */
  urgently<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return repeated(() => this.transaction('urgent', actor, work));
  }

  /** A unit of work of the engine or a sweep: its own role, its own policies, its own pool. */
  engine<T>(actor: SystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('engine', actor, work);
  }

  /** Sign-in, session look-up and tickets: the few things that happen before anybody is known. */
  gate<T>(actor: SystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('gate', actor, work);
  }

  /**
   * One statement of the gate in one round trip: it is a transaction by itself, and says who is asking in its parameters.
   * For what every request begins with. A second statement would be a second transaction, so it is refused.
   */
  async gateOnce<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.connected('gate', async (runner) => {
      const wire = new Wire((await runner.connect()) as Client, this.prepared);
      let asked = false;
      return work({
        query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
          if (asked) throw new Error('One statement only: two would be two transactions');
          asked = true;
          return (await wire.send(sql, parameters)).rows as Row[];
        },
      });
    });
  }

  /** A unit of work in the peer realm, as that persona; or, before anybody is known, one that sees nothing but what its functions answer. */
  peer<T>(actor: PeerActor | PeerSystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('app_comm', actor, work);
  }

  /** A unit of work of the peer realm's relay, sealer and deadlines. */
  peerEngine<T>(actor: PeerSystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('comm_engine', actor, work);
  }

  /** The functions of the vault, which are all that this role may reach. Only the bridge between the realms asks for it. */
  bridge<T>(actor: SystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('bridge', actor, work);
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((source) => source.destroy()));
  }

  private async transaction<T>(role: Pool, actor: AnyActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { tx, result } = await this.connected(role, (runner) => this.run(role, runner, actor, work));
    tx.committed();
    return result;
  }

  /** Lends a connection of the pool, and refuses to lend a second one to whoever holds one. */
  private async connected<T>(role: Pool, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    if (open.getStore()) throw new Error('A transaction is already open here: hand it down instead of opening another');
    const source = this.pools.get(role);
    if (source === undefined) throw new Error(`This process has no connections for ${role}`);
    const runner = source.createQueryRunner();
    await runner.connect();
    try {
      return await open.run(true, () => work(runner));
    } finally {
      await runner.release();
    }
  }

  private async run<T>(role: Pool, runner: QueryRunner, actor: AnyActor, work: (tx: Tx) => Promise<T>): Promise<{ tx: Tx; result: T }> {
    const transaction = new Transaction(runner, new Wire((await runner.connect()) as Client, this.prepared));
    try {
      // No policy asks the engine or the gate who they are, so only a person is named.
      const opened = transaction.begin(askingOf(actor));
      if (role === 'gate') await opened;
      const tx = new Tx(actor, runner, transaction);
      const result = await work(tx);
      await transaction.commit();
      return { tx, result };
    } catch (error) {
      await transaction.rollBack();
      throw error;
    }
  }
}
