import type { Product } from './product.js';

/** What became of flagged check-ins, counted at the mail sink and never by the product's own tables alone. */
export interface HandOffs {
  /** Check-ins none of whose messages ever arrived. */
  readonly lost: readonly string[];
  /** Messages that arrived, each counted once. */
  readonly messages: number;
  /** Arrivals beyond the first of each message. */
  readonly duplicates: number;
  /** From the moment at which the database received the answers to the first message of the alert at the sink, seconds, sorted. */
  readonly seconds: readonly number[];
}

/** @param checkIns ids of those that the api said to have */
export async function handOffs(product: Product, checkIns: readonly string[]): Promise<HandOffs> {
  const { rows } = await product.t.owner.query<{ check_in: string; received: Date; notifications: string[] | null }>(`
    SELECT c.id AS check_in, c.received_at AS received,
           (SELECT array_agg(n.id) FROM clin.alert_trigger t JOIN clin.notification n ON n.alert_id = t.alert_id AND n.channel = 'email' WHERE t.source_id = c.id) AS notifications
      FROM clin.check_in c WHERE c.id = ANY ($1::uuid[])`, [checkIns]);
  const arrivals = new Map<string, { first: number; times: number }>();
  for (const { messageId, at } of product.mailbox.mails) {
    const id = /[0-9a-f-]{36}/.exec(messageId)?.[0] ?? messageId;
    const known = arrivals.get(id);
    arrivals.set(id, { first: Math.min(known?.first ?? at, at), times: (known?.times ?? 0) + 1 });
  }
  const seconds: number[] = [];
  const told = new Set<string>();
  for (const { check_in: checkIn, received, notifications } of rows) {
    const firsts = (notifications ?? []).flatMap((id) => arrivals.get(id)?.first ?? []);
    if (firsts.length === 0) continue;
    told.add(checkIn);
    seconds.push((Math.min(...firsts) - received.getTime()) / 1000);
  }
  return {
    lost: checkIns.filter((id) => !told.has(id)), messages: arrivals.size,
    duplicates: [...arrivals.values()].reduce((sum, { times }) => sum + times - 1, 0), seconds: seconds.sort((a, b) => a - b),
  };
}

/** The value below which the share lies, by the nearest rank; `values` are sorted. `NaN` of nothing. */
export const rank = (values: readonly number[], share: number): number => values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
