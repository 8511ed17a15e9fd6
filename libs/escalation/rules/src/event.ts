import type { AccountId } from '@evenkeel/kernel';
import type { AlertStatus } from './alert.js';
import type { ResponderRole } from './roster.js';
import type { AlertTier } from './tier.js';
import type { EpochMs } from './time.js';

export const alertEventKinds = [
  'triggered',
  'retriggered',
  'tier-raised',
  'notified',
  'nobody-on-call',
  'unreachable',
  'lap',
  'exhausted',
  'acknowledged',
  'partly-acknowledged',
  'taken-over',
  'lease-extended',
  'ack-expired',
  'tried',
  'engaged',
  'follow-up-reminded',
  'follow-up-lapsed',
  'escalated',
  'responder-left',
  'patient-said',
  'closure-proposed',
  'resolved',
] as const;

export type AlertEventKind = (typeof alertEventKinds)[number];

/** One line of the alert's log. Append-only, numbered per alert without a gap, free of health data. */
export interface AlertEvent {
  readonly seq: number;
  readonly kind: AlertEventKind;
  /** `null` when the machine acted by itself. */
  readonly actorId: AccountId | null;
  readonly actorRole: ResponderRole | null;
  readonly from: AlertStatus | null;
  readonly to: AlertStatus;
  readonly tier: AlertTier;
  readonly level: number;
  readonly cycle: number;
  readonly at: EpochMs;
  /** Closed words and numbers only, such as `{ tierFrom: 'E1', tierTo: 'E0' }`. */
  readonly detail: Readonly<Record<string, string | number>>;
}
