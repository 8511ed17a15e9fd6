import { Injectable } from '@nestjs/common';
import { Database, Outbox, type StoredMessage } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import type { JobQueue } from '@evenkeel/queue';
import { Doorbell } from '@evenkeel/realtime';

const atOnce = 200;

/**
 * Delivers what the committing process could not: rings of a process that died, and every wish for a job. A message may
 * be delivered twice and never not at all; receivers drop what they have seen.
 */
@Injectable()
export class RelayOutbox {
  constructor(private readonly database: Database, private readonly outbox: Outbox, private readonly doorbell: Doorbell) {}

  /** Answers how many messages were taken; call again while it is as many as fit. */
  async run(actor: SystemActor, queue: Pick<JobQueue, 'add'>): Promise<{ taken: number; failed: number; more: boolean }> {
    return this.database.engine(actor, async (tx) => {
      const messages = await this.outbox.take(tx, atOnce);
      const failed = await this.enqueue(messages.filter(({ topic }) => topic === 'job'), queue);
      for (const message of messages) if (message.topic !== 'job') this.doorbell.ring(message);
      await this.outbox.settle(tx, messages.flatMap(({ id }) => (failed.has(id) ? [] : [id])), [...failed]);
      return { taken: messages.length, failed: failed.size, more: messages.length === atOnce && failed.size < atOnce };
    });
  }

  /** What was published a day ago has been heard by everybody who could. */
  async forget(actor: SystemActor): Promise<number> {
    return this.database.engine(actor, (tx) => tx.execute(`DELETE FROM outbox.message WHERE published_at < clock.now() - interval '1 day'`));
  }

  /** Together where that works, one by one where it does not, so that one bad wish holds up nobody. */
  private async enqueue(wishes: readonly StoredMessage[], queue: Pick<JobQueue, 'add'>): Promise<ReadonlySet<string>> {
    if (wishes.length === 0) return new Set();
    try {
      await queue.add(wishes.map(toRequest));
      return new Set();
    } catch {
      const failed = new Set<string>();
      for (const wish of wishes) await queue.add([toRequest(wish)]).catch(() => failed.add(wish.id));
      return failed;
    }
  }
}

function toRequest({ payload, requestId }: StoredMessage) {
  const { job = '', queue: _queue, ...ids } = payload;
  return { job, payload: ids, requestId };
}
