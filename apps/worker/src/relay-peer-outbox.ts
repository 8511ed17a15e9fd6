import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@evenkeel/database';
import type { PeerSystemActor } from '@evenkeel/kernel';
import { PeerDoorbell } from '@evenkeel/realtime';

const atOnce = 200;

/** Rings in the peer realm what the committing process could not. There are rings only: the peer realm asks for no jobs. */
@Injectable()
export class RelayPeerOutbox {
  constructor(private readonly database: Database, private readonly outbox: Outbox, private readonly doorbell: PeerDoorbell) {}

  /** Answers whether there may be more; call again while it says so. */
  async run(actor: PeerSystemActor): Promise<boolean> {
    return this.database.peerEngine(actor, async (tx) => {
      const messages = await this.outbox.take(tx, 'news', atOnce);
      for (const message of messages) this.doorbell.ring(message);
      await this.outbox.published(tx, messages.map(({ id }) => id));
      return messages.length === atOnce;
    });
  }

  async forget(actor: PeerSystemActor): Promise<number> {
    return this.database.peerEngine(actor, (tx) => this.outbox.forget(tx));
  }
}
