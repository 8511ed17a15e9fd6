/** How an alert may end. Nothing closes without one of these. */
export const outcomes = [
  'patient-reached',
  'hold-agreed',
  'referred',
  'sent-to-emergency-care',
  'no-action-needed',
  'duplicate',
  'false-trigger',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Outcomes that say that there was nothing to answer. On an E0 they need a second person within 24 hours. */
export type DismissingOutcome = 'duplicate' | 'false-trigger';

export const isDismissing = (outcome: Outcome): outcome is DismissingOutcome =>
  outcome === 'duplicate' || outcome === 'false-trigger';
