import type { AlertState } from './alert.js';
import type { TriggerFamily } from './families.js';
import type { EscalationPolicy } from './ladder.js';
import { isRefusal } from '@evenkeel/kernel';
import { unheld } from './draft.js';
import { next } from './next.js';
import type { Roster } from './roster.js';
import type { AlertStep } from './step.js';
import { isUrgent, type AlertTier } from './tier.js';
import type { EpochMs } from './time.js';

/** What the machine needs to open an alert. `episode` is one more than the last resolved one of the same key. */
export interface OpeningFacts {
  readonly family: TriggerFamily;
  readonly tier: AlertTier;
  readonly episode: number;
  readonly policy: EscalationPolicy;
}

/** A new alert, due at once. Its policy is a copy that later edits do not move. */
export function openAlert(facts: OpeningFacts, now: EpochMs): AlertStep {
  const { family, tier, episode, policy } = facts;
  const state: AlertState = {
    ...unheld,
    family,
    status: 'triggered',
    tier,
    maxTier: tier,
    level: 0,
    cycle: 0,
    laps: 0,
    nextActionAt: now,
    stepDelayMs: 0,
    openedAt: now,
    closure: null,
    resolvedBy: null,
    confirmedBy: null,
    resolvedAt: null,
    outcome: null,
    triggerCount: 1,
    lastTriggerAt: now,
    episode,
    seq: 1,
    rowVersion: 1,
    policy,
  };
  const opening = { seq: 1, kind: 'triggered', actorId: null, actorRole: null, from: null, to: 'triggered' } as const;
  const event = { ...opening, tier, level: 0, cycle: 0, at: now, detail: { tier } };
  return { state, notify: [], events: [event], supersedePages: false };
}

/** Opens it and, for E0 and E1, works out the first page in the same call, so that no tick is needed for it. */
export function openAndPage(facts: OpeningFacts, now: EpochMs, roster: Roster): AlertStep {
  const opened = openAlert(facts, now);
  return isUrgent(facts.tier) ? andThenTick(opened, now, roster) : opened;
}

/** Adds a due tick to a step, as one step. Use it after a worse trigger to page in the same transaction. */
export function andThenTick(step: AlertStep, now: EpochMs, roster: Roster): AlertStep {
  const ticked = next(step.state, { kind: 'tick' }, now, roster);
  if (isRefusal(ticked)) return step;
  return {
    state: ticked.state,
    notify: [...step.notify, ...ticked.notify],
    events: [...step.events, ...ticked.events],
    supersedePages: step.supersedePages || ticked.supersedePages,
  };
}
