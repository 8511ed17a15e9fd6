import type { AlertTier } from '@evenkeel/escalation-rules';
import type { Attempt } from '@evenkeel/notifications-server';
import type { NotificationStatus } from './store/alert-parts.rows.js';

/** How long a claimed message belongs to its sender after its last sign of life: what a sender had in hand when it was killed waits for it. */
export const leaseMs = 5000;

/** How often a sender says that it is still sending. An attempt may take eight seconds, and the lease of a living sender does not end meanwhile. */
export const renewEveryMs = 1000;

/** What becomes of a message after an attempt. */
export interface Settlement {
  readonly status: Extract<NotificationStatus, 'accepted' | 'pending' | 'dead' | 'superseded'>;
  /** Until the next attempt, in milliseconds; `null` when there is none. */
  readonly againAfterMs: number | null;
}

/**
 * Doubles from two seconds up to a minute, and for an emergency up to 15 seconds: for ever, because only an answer of a
 * human ends it. An unknown outcome is tried again: a duplicate does less harm than a gap.
 * @param attempts made so far, this one included
 * @param superseded somebody took the alert while the message was on its way
 */
export function settle(tier: AlertTier, attempts: number, result: Attempt, superseded: boolean): Settlement {
  if (result.outcome === 'ok') return { status: 'accepted', againAfterMs: null };
  if (result.outcome === 'permanent') return { status: 'dead', againAfterMs: null };
  if (superseded) return { status: 'superseded', againAfterMs: null };
  const longest = tier === 'E0' ? 15_000 : 60_000;
  return { status: 'pending', againAfterMs: Math.min(2 ** Math.min(Math.max(attempts, 1), 10) * 1000, longest) };
}
