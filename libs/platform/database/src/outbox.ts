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

/** The topic of messages that ask for a job. The peer realm has none. */
const wish = 'job';

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
  async take(tx: Tx, kind: 'news' | 'wishes', limit: number): Promise<StoredMessage[]> {
    return tx.query<StoredMessage>(
      `SELECT id, topic, payload, request_id AS "requestId", '${realmOf(tx.actor)}' AS realm FROM ${tableOf(tx)}
       WHERE published_at IS NULL AND topic ${kind === 'wishes' ? '=' : '<>'} '${wish}' ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit]);
  }

  /** Relay, step 2, in the same transaction. */
  async published(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.execute(`UPDATE ${tableOf(tx)} SET published_at = clock.now(), attempts = least(attempts + 1, 1000) WHERE id = ANY ($1::bigint[])`, [ids]);
  }

  /** The jobs of these wishes have ended. Until then a wish is kept. */
  async done(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.execute(`UPDATE ${tableOf(tx)} SET done_at = clock.now() WHERE id = ANY ($1::bigint[]) AND done_at IS NULL`, [ids]);
  }

  /**
   * Wishes whose jobs have not ended are to be asked for again: two minutes after the first time, then less and less
   * often, up to once an hour. Returns how many.
   */
  async wishAgain(tx: Tx, limit: number): Promise<number> {
    return tx.execute(
      `UPDATE ${tableOf(tx)} SET published_at = NULL WHERE id IN (
         SELECT id FROM ${tableOf(tx)} WHERE topic = '${wish}' AND done_at IS NULL AND published_at < clock.now() - least(attempts, 30) * interval '2 minutes'
          ORDER BY published_at LIMIT $1 FOR UPDATE SKIP LOCKED)`, [limit]);
  }

  /** What was published a day ago has been heard by everybody who could; a wish only once it was granted. */
  async forget(tx: Tx): Promise<number> {
    const over = realmOf(tx.actor) === 'clinical' ? ` AND (topic <> '${wish}' OR done_at IS NOT NULL)` : '';
    return tx.execute(`DELETE FROM ${tableOf(tx)} WHERE published_at < clock.now() - interval '1 day'${over}`);
  }
}
