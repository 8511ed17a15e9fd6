import { Injectable } from '@nestjs/common';
import { type Realm, realmOf } from '@evenkeel/kernel';
import type { Tx } from './tx.js';

/** What changed, never what it says: a topic and ids. */
export interface OutboxMessage {
  readonly topic: string;
  readonly payload: Readonly<Record<string, string>>;
}

export interface StoredMessage extends OutboxMessage {
  readonly id: string;
  readonly requestId: string;
  /** Whose bell it is for. Numbers count in each realm by themselves. */
  readonly realm: Realm;
}

const tables = { clinical: 'outbox.message', peer: 'comm_outbox.message' } as const satisfies Record<Realm, string>;

/** News stays in the realm of the transaction that wrote it. */
const tableOf = (tx: Tx): string => tables[realmOf(tx.actor)];

/**
 * News that must leave after a commit. Written in the transaction, rung at once by the process that committed,
 * and relayed by the worker in case that process died in between. Receivers drop what they have already seen.
 */
@Injectable()
export class Outbox {
  private ring: (message: StoredMessage) => void = () => undefined;
  private readonly waiting = new WeakMap<Tx, OutboxMessage[]>();

  /** The process says how it rings: the api by its sockets, the worker by its adapter. */
  onCommit(ring: (message: StoredMessage) => void): void {
    this.ring = ring;
  }

  /** Written with the commit, all messages of a transaction in one statement and in the order of the calls, and rung after it. */
  add(tx: Tx, message: OutboxMessage): Promise<void> {
    const waiting = this.waiting.get(tx);
    if (waiting === undefined) this.leave(tx, [message]);
    else waiting.push(message);
    return Promise.resolve();
  }

  private leave(tx: Tx, messages: OutboxMessage[]): void {
    const { requestId } = tx.actor;
    this.waiting.set(tx, messages);
    tx.leave<{ id: string }>(
      `INSERT INTO ${tableOf(tx)} (topic, payload, request_id, created_at)
       SELECT m.topic, m.payload::jsonb, $3, clock.now() FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS m(topic, payload, place) ORDER BY m.place
       RETURNING id`,
      () => [messages.map(({ topic }) => topic), messages.map(({ payload }) => JSON.stringify(payload)), requestId],
      (rows) => { rows.forEach(({ id }, index) => { this.ringLater(tx, messages[index], id); }); });
  }

  private ringLater(tx: Tx, message: OutboxMessage | undefined, id: string): void {
    if (message !== undefined) tx.afterCommit(() => this.ring({ ...message, id, requestId: tx.actor.requestId, realm: realmOf(tx.actor) }));
  }

  /** Relay, step 1: locks what nobody has published yet, oldest first. */
  async take(tx: Tx, limit: number): Promise<StoredMessage[]> {
    return tx.query<StoredMessage>(
      `SELECT id, topic, payload, request_id AS "requestId", '${realmOf(tx.actor)}' AS realm FROM ${tableOf(tx)}
       WHERE published_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit]);
  }

  /** Relay, step 2, in the same transaction: published, or counted as one more attempt. */
  async settle(tx: Tx, published: readonly string[], failed: readonly string[]): Promise<void> {
    if (published.length > 0) await tx.execute(`UPDATE ${tableOf(tx)} SET published_at = clock.now(), attempts = attempts + 1 WHERE id = ANY ($1::bigint[])`, [published]);
    if (failed.length > 0) await tx.execute(`UPDATE ${tableOf(tx)} SET attempts = attempts + 1 WHERE id = ANY ($1::bigint[])`, [failed]);
  }
}
