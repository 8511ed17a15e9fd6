import type { AlertTier } from './tier.js';
import type { EscalationPolicy } from './ladder.js';
import type { TriggerFamily } from './families.js';

/** What the machine needs to open an alert. `episode` is one more than the last resolved one of the same key. */
export interface OpeningFacts {
  readonly family: TriggerFamily;
  readonly tier: AlertTier;
  readonly episode: number;
  readonly policy: EscalationPolicy;
}
