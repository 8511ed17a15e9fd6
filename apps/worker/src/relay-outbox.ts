import { Injectable } from '@nestjs/common';
import { Database, Outbox, type StoredMessage } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { type JobQueue, type JobRequest, QueueAway } from '@evenkeel/queue';
import { Doorbell } from '@evenkeel/realtime';

const atOnce = 200;

/** What came of a round of wishes. `refused`: unknown jobs and payloads that do not fit; they are kept and tried again by a later build. */
export interface Asked {
  readonly asked: number;
  readonly refused: number;
  readonly more: boolean;
}

/**
 * Delivers what the committing process could not: rings of a process that died, and every wish for a job. A message may
 * be delivered twice and never not at all; receivers drop what they have seen.
 */
@Injectable()
export class RelayOutbox {
  constructor(private readonly database: Database, private readonly outbox: Outbox, private readonly doorbell: Doorbell) {}

  /** Rings. Answers whether there may be more; call again while it says so. Never waits for a queue. */
  async ring(actor: SystemActor): Promise<boolean> {
    return this.database.engine(actor, async (tx) => {
      const messages = await this.outbox.take(tx, 'news', atOnce);
      for (const message of messages) this.doorbell.ring(message);
      await this.outbox.published(tx, messages.map(({ id }) => id));
      return messages.length === atOnce;
    });
  }

  /** Hands wishes to the queue. Throws QueueAway, with all of them kept as they were, if nobody takes them. */
  async ask(actor: SystemActor, queue: Pick<JobQueue, 'add'>): Promise<Asked> {
    return this.database.engine(actor, async (tx) => {
      const wishes = await this.outbox.take(tx, 'wishes', atOnce);
      const refused = await this.enqueue(wishes.map(toRequest), queue);
      await this.outbox.published(tx, wishes.map(({ id }) => id));
      return { asked: wishes.length - refused, refused, more: wishes.length === atOnce };
    });
  }

  /** Notes which wishes were granted, and asks once more for those that are waited for in vain: a queue may have lost them. */
  async keep(actor: SystemActor, granted: readonly string[]): Promise<number> {
    return this.database.engine(actor, async (tx) => {
      await this.outbox.done(tx, granted);
      return this.outbox.wishAgain(tx, 5 * atOnce);
    });
  }

  async forget(actor: SystemActor): Promise<number> {
    return this.database.engine(actor, (tx) => this.outbox.forget(tx));
  }

  /** Together where that works, one by one where it does not, so that one bad wish holds up nobody. Answers how many were bad. */
  private async enqueue(wishes: readonly JobRequest[], queue: Pick<JobQueue, 'add'>): Promise<number> {
    if (wishes.length === 0) return 0;
    try {
      await queue.add(wishes);
      return 0;
    } catch (error) {
      if (error instanceof QueueAway) throw error;
    }
    let refused = 0;
    for (const wish of wishes) {
      try {
        await queue.add([wish]);
      } catch (error) {
        if (error instanceof QueueAway) throw error;
        refused += 1;
      }
    }
    return refused;
  }
}

function toRequest({ id, payload, requestId }: StoredMessage): JobRequest {
  const { job = '', queue: _queue, ...ids } = payload;
  return { job, payload: ids, requestId, wish: id };
}
