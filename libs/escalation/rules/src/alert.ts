import type { AccountId } from '@evenkeel/kernel';
import type { TriggerFamily } from './families.js';
import type { EscalationPolicy } from './ladder.js';
import type { Outcome, DismissingOutcome } from './outcomes.js';
import type { Responder, ResponderRole } from './roster.js';
import type { AlertTier } from './tier.js';
import type { EpochMs } from './time.js';

/** The screen says "reached" for `engaged`. */
export const alertStatuses = ['triggered', 'notified', 'acknowledged', 'engaged', 'exhausted', 'resolved'] as const;

export type AlertStatus = (typeof alertStatuses)[number];

/** `tried` is not here: somebody who tried has not engaged. */
export type Engagement = 'reached' | 'sent-help';

export const ackVias = ['app', 'link', 'sms', 'voice', 'webhook'] as const;

/** How an acknowledgement came in. Everything but the app gives the short lease. */
export type AckVia = (typeof ackVias)[number];

/** A first person says that an E0 was a duplicate or a false trigger; it stays open until a second one agrees. */
export interface ClosureProposal {
  readonly by: AccountId;
  readonly at: EpochMs;
  readonly outcome: DismissingOutcome;
}

/**
 * One alert as the machine sees it. No health data: the answers that opened it are stamped elsewhere.
 * Guarantees (see `invariants.ts`): an open alert has a `nextActionAt`; a resolved one has none, and an outcome.
 */
export interface AlertState {
  readonly family: TriggerFamily;
  readonly status: AlertStatus;
  readonly tier: AlertTier;
  /** The worst tier it ever had. */
  readonly maxTier: AlertTier;
  /** Highest level paged in this climb; 0 before the first page. Counts from 1. */
  readonly level: number;
  /** Grows whenever somebody must be paged again, and never shrinks: part of the key of every message. */
  readonly cycle: number;
  /** Whole ladders climbed without an answer since the last tier or answer. */
  readonly laps: number;
  /** When the machine has to act again; `null` only when resolved. The only time that a tick looks at. */
  readonly nextActionAt: EpochMs | null;
  /** The wait that `nextActionAt` was set with. After a backward jump of the clock, no deadline may lie further away. */
  readonly stepDelayMs: number | null;
  readonly openedAt: EpochMs;

  readonly ackBy: AccountId | null;
  readonly ackRole: ResponderRole | null;
  readonly ackVia: AckVia | null;
  readonly ackAt: EpochMs | null;
  readonly ackExpiresAt: EpochMs | null;
  /** Who has acknowledged so far where a level wants several roles. */
  readonly partialAcks: readonly Responder[];

  readonly engagedBy: AccountId | null;
  readonly engagedRole: ResponderRole | null;
  readonly engagedAt: EpochMs | null;
  readonly engagement: Engagement | null;
  /** Follow-up reminders sent since it was engaged: 0 or 1. */
  readonly followUpMisses: number;

  readonly closure: ClosureProposal | null;
  readonly resolvedBy: AccountId | null;
  /** The second person of an E0 closed as duplicate or false trigger. */
  readonly confirmedBy: AccountId | null;
  readonly resolvedAt: EpochMs | null;
  readonly outcome: Outcome | null;

  readonly triggerCount: number;
  readonly lastTriggerAt: EpochMs;
  /** 1 for the first alert of this patient and family, one more after each resolved one. */
  readonly episode: number;
  /** Number of the last event; events of one alert are numbered without a gap from 1. */
  readonly seq: number;
  /** One more after every change that is stored. */
  readonly rowVersion: number;
  /** The policy as it stood when the alert opened. Later edits do not move it. */
  readonly policy: EscalationPolicy;
}
