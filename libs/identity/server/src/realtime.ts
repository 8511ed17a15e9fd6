import type { Outbox, Tx } from '@evenkeel/database';
import type { SessionId } from '@evenkeel/kernel';

/** Hangs up the sockets of these sessions after the commit. Whoever still has a right comes back with a new ticket. */
export async function hangUp(outbox: Outbox, tx: Tx, sessions: readonly SessionId[]): Promise<void> {
  for (const session of sessions) await outbox.add(tx, { topic: 'access-changed', payload: { session } });
}
