import type { AlertState } from './alert.js';
import { isWorse } from './tier.js';
import type { EpochMs } from './time.js';

/** What must hold for every alert that is stored; the database says the same in its CHECK constraints. */
export const alertInvariants = {
  'open-has-deadline': (alert) => alert.status === 'resolved' || alert.nextActionAt !== null,
  'deadline-has-delay': (alert) => (alert.nextActionAt === null) === (alert.stepDelayMs === null),
  'resolved-has-no-deadline': (alert) => alert.status !== 'resolved' || alert.nextActionAt === null,
  'acknowledged-has-holder-and-lease': (alert) =>
    alert.status !== 'acknowledged' || (alert.ackBy !== null && alert.ackExpiresAt !== null),
  'engaged-has-engager': (alert) =>
    alert.status !== 'engaged' || (alert.engagedBy !== null && alert.engagedAt !== null && alert.engagement !== null),
  'resolved-has-outcome': (alert) =>
    alert.status !== 'resolved' || (alert.resolvedBy !== null && alert.resolvedAt !== null && alert.outcome !== null),
  'max-tier-is-worst': (alert) => !isWorse(alert.tier, alert.maxTier),
  'notified-has-level': (alert) => alert.status !== 'notified' || alert.level >= 1,
} as const satisfies Record<string, (alert: AlertState) => boolean>;

export type AlertInvariant = keyof typeof alertInvariants;

/** Names of the invariants that this alert breaks; empty for every state that the machine makes. */
export const brokenInvariants = (alert: AlertState): readonly AlertInvariant[] =>
  (Object.keys(alertInvariants) as AlertInvariant[]).filter((name) => !alertInvariants[name](alert));

const slackMs = 1_000;

/**
 * After the clock went backwards, brings a deadline that lies further away than the wait it was set with back to
 * one such wait from now, so that the worst extra delay is a single step. The same alert when nothing is wrong.
 */
export function clampDeadline(alert: AlertState, now: EpochMs): AlertState {
  if (alert.nextActionAt === null || alert.stepDelayMs === null) return alert;
  if (alert.nextActionAt - now <= alert.stepDelayMs + slackMs) return alert;
  const nextActionAt = now + alert.stepDelayMs;
  return { ...alert, nextActionAt, ackExpiresAt: alert.ackExpiresAt === null ? null : nextActionAt };
}
