import { Database, type Tx } from '@evenkeel/database';
import type { PeerSystemActor, SystemActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import { linkHash, origin } from '../chain.js';
import { SealStore } from '../store/seal.store.js';

/** Rows per link. A link is one short transaction, and the worker comes back a second later anyway. */
const batch = 2000;

/**
 * Adds one link to the hash chain over the audit. Run every second by the worker; safe to run in several processes
 * and after any pause. Does nothing when there is nothing new.
 */
@Injectable()
export class SealEntries {
  constructor(private readonly database: Database, private readonly seals: SealStore) {}

  /** Returns the number of rows that the new link covers; call again while it is not zero to catch up. */
  async run(actor: SystemActor | PeerSystemActor): Promise<number> {
    return this.within(actor, async (tx) => {
      if (!(await this.seals.claim(tx))) return 0;
      const before = await this.seals.newest(tx);
      const rows = await this.seals.unsealed(tx, before, batch);
      if (rows.length === 0) return 0;
      const number = (before?.number ?? 0) + 1;
      const previous = before?.hash ?? origin;
      const hash = linkHash(previous, number, rows);
      await this.seals.add(tx, { number, ids: rows.map((row) => row.id), before, previous, hash });
      return rows.length;
    });
  }

  /** The engine of the realm whose chain it is. */
  private within<T>(actor: SystemActor | PeerSystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return actor.kind === 'peer-system' ? this.database.peerEngine(actor, work) : this.database.engine(actor, work);
  }
}
