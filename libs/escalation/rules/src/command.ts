import type { AccountId } from '@evenkeel/kernel';
import type { AckVia, Engagement } from './alert.js';
import type { Outcome } from './outcomes.js';
import type { Responder } from './roster.js';
import type { AlertTier } from './tier.js';

/** The version that the person saw. `null` skips the check (a link, a phone key). */
type Expected = { readonly expectedRowVersion: number | null };

/** What can happen to an alert that is open. */
export type AlertCommand =
  /** The deadline may have passed. */
  | { readonly kind: 'tick' }
  /** The same family was found again. */
  | { readonly kind: 'trigger'; readonly tier: AlertTier }
  | ({ readonly kind: 'acknowledge'; readonly by: Responder; readonly via: AckVia; readonly takeOver: boolean } & Expected)
  /** `tried` keeps the lease and pages the next level; only the other two are engaged. */
  | ({ readonly kind: 'engage'; readonly by: Responder; readonly how: Engagement | 'tried' } & Expected)
  /** Next level now. `asOf` is the `seq` on the screen of the person: a stale click moves nothing. */
  | { readonly kind: 'escalate'; readonly by: Responder; readonly asOf: number }
  | ({ readonly kind: 'resolve'; readonly by: Responder; readonly outcome: Outcome } & Expected)
  /** Every message of this level and lap has failed for good. */
  | { readonly kind: 'unreachable'; readonly level: number; readonly cycle: number }
  /** Somebody has left the team or lost the role. */
  | { readonly kind: 'revoke'; readonly accountId: AccountId }
  /** Never closes anything; the care team decides. */
  | { readonly kind: 'patient-said'; readonly what: PatientSaid };

export type AlertCommandKind = AlertCommand['kind'];

export type PatientSaid = 'safe-now' | 'account-deleted' | 'consent-withdrawn';
