import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@evenkeel/config';
import pg from 'pg';
import { type DatabaseRole, roleUrl } from './roles.js';
import type { Tx } from './tx.js';

/** How soon a lost connection is noticed, and how long until the next attempt to replace it (ms). */
const lookEveryMs = 1000;
const againAfterMs = 250;

/**
 * A sign of life that PostgreSQL itself takes away when its process dies, however it dies: an advisory lock, shared by all
 * that hold it, on a connection of its own. While PostgreSQL is away it is not held, and it is taken again by itself.
 */
export class SessionLock {
  private readonly leaving = new AbortController();
  private readonly ended: Promise<void>;

  private constructor(private readonly url: string, private readonly applicationName: string, private readonly name: string) {
    this.ended = this.keep();
  }

  /** Begins to hold it and returns at once: whoever holds it has work that does not wait for the sign. */
  static hold(config: Config, role: DatabaseRole, name: string): SessionLock {
    return new SessionLock(roleUrl(config, role), `evenkeel ${config.EVENKEEL_INSTANCE} ${name}`, name);
  }

  /** Gives it back. */
  async release(): Promise<void> {
    this.leaving.abort();
    await this.ended;
  }

  private async keep(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      await this.holdOnce().catch(() => undefined);
      await this.pause(againAfterMs);
    }
  }

  /** Until it is given back; throws when the connection is lost. */
  private async holdOnce(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: this.applicationName, connectionTimeoutMillis: 2000, query_timeout: 4000, keepAlive: true });
    // Told by the next query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT pg_advisory_lock_shared(hashtext($1))', [this.name]);
      while (!this.leaving.signal.aborted) {
        await this.pause(lookEveryMs);
        await client.query('SELECT 1');
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.leaving.signal }).catch(() => undefined);
  }
}

/**
 * Whether no process holds this lock now. Two that ask in the same instant may keep it from each other, and one of them
 * hears "no" wrongly: ask again.
 */
export async function isHeldByNobody(tx: Tx, name: string): Promise<boolean> {
  return (await tx.one<{ free: boolean }>('SELECT pg_try_advisory_xact_lock(hashtext($1)) AS free', [name])).free;
}
