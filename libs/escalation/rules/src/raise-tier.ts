import { unheld, type StepDraft } from './draft.js';
import { worseOf, type AlertTier } from './tier.js';

/**
 * Starts the ladder of a worse tier, whoever holds the alert. The next tick pages; the lap number grows, so those
 * pages are new messages to people who have already had one.
 */
export function raiseTier(draft: StepDraft, tier: AlertTier, detail: Readonly<Record<string, number>> = {}): void {
  const { tier: tierFrom, maxTier } = draft.state;
  draft.nextCycle().move(
    'triggered',
    'tier-raised',
    { ...unheld, tier, maxTier: worseOf(maxTier, tier), level: 0, laps: 0, closure: null },
    { ...detail, tierFrom, tierTo: tier },
  );
  draft.wait(0);
}
