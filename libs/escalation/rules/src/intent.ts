import type { AccountId } from '@evenkeel/kernel';
import type { PlannedChannel } from './channels.js';
import type { ResponderRole } from './roster.js';
import type { AlertTier } from './tier.js';

/**
 * `page` wants an answer; `reminder` follows up an engaged alert or a proposed closure; `fallback` goes to the
 * organisation's own line; `patient` tells the patient that nobody has answered; `ops` tells the people who run
 * the installation. That somebody took an alert needs no message: the screens of the others are told to refetch.
 */
export const purposes = ['page', 'reminder', 'fallback', 'patient', 'ops'] as const;

export type Purpose = (typeof purposes)[number];

export type OpsReason = 'nobody-on-call' | 'unreachable' | 'exhausted';

/** A message to be written as notification rows in the same transaction. Carries roles and ids, nothing else. */
export interface NotificationIntent {
  readonly purpose: Purpose;
  readonly tier: AlertTier;
  readonly level: number;
  readonly cycle: number;
  /** Roles of the recipients, for the log; empty for `fallback`, `patient` and `ops`. */
  readonly roles: readonly ResponderRole[];
  /** People resolved at this moment; empty for `fallback`, `patient` and `ops`, whose address belongs to the organisation or the patient. */
  readonly recipients: readonly AccountId[];
  /** For E2 and E3 ask `planChannels` again for each recipient, with that person's quiet hours. */
  readonly channels: readonly PlannedChannel[];
  /** Why operations are told; `null` for every other purpose. */
  readonly reason: OpsReason | null;
}
