import type { ResponderRole } from './roster.js';
import type { AlertTier } from './tier.js';
import type { TriggerFamily } from './families.js';

/**
 * Whom a level wants. `first`: one person, on call. `second`: one person who is not that first one.
 * `owner`: one named person, the patient's own. `all`: everybody with the role.
 */
export type Pick = 'first' | 'second' | 'owner' | 'all';

export interface LevelTarget {
  readonly role: ResponderRole;
  readonly pick: Pick;
  /** `required`: only somebody on a shift now. `preferred`: somebody on a shift first, otherwise anybody. */
  readonly rota: 'required' | 'preferred';
}

export interface Level {
  readonly targets: readonly LevelTarget[];
  /** Minutes until the next level is paged as well. */
  readonly windowMinutes: number;
  /** Roles that must each acknowledge before the level counts as acknowledged; empty: anybody is enough. */
  readonly everyRole: readonly ResponderRole[];
}

export interface Ladder {
  readonly levels: readonly Level[];
  /** The organisation's own line, told when nobody has answered; `null` below E1. Minutes between two laps. */
  readonly fallback: { readonly everyMinutes: number } | null;
  /** How long an acknowledgement in the app holds the pages back. */
  readonly ackLeaseMinutes: number;
  /** The same for an acknowledgement by a link or another short way. */
  readonly linkLeaseMinutes: number;
  /** After "reached": minutes until the first reminder; half of it again until the alert is paged again. */
  readonly followUpMinutes: number;
  /** Laps without an answer after which an E2 becomes an E1; `null`: never. */
  readonly lapsUntilRaised: number | null;
  /** At night the first window lasts until the morning, never shorter than `atLeastMinutes`. */
  readonly morning: Morning | null;
  /** Where the figures come from. */
  readonly source: string;
}

/** Wall-clock times `HH:MM` in the zone of the policy. */
export interface Morning {
  readonly nightFrom: string;
  readonly at: string;
  readonly atLeastMinutes: number;
}

export type LadderName = AlertTier | 'E1-by-morning';

/** The signed policy of an organisation. A whole copy is stamped on every alert when it opens. */
export interface EscalationPolicy {
  readonly version: number;
  /** IANA zone in which "08:00" is meant. */
  readonly zone: string;
  readonly ladders: Readonly<Record<LadderName, Ladder>>;
  /** Families whose E1 may wait until the morning. Every other E1 is "now". */
  readonly byMorning: readonly TriggerFamily[];
}

/** The ladder that an alert of this tier and family climbs under this policy. */
export const ladderFor = (policy: EscalationPolicy, tier: AlertTier, family: TriggerFamily): Ladder =>
  policy.ladders[tier === 'E1' && policy.byMorning.includes(family) ? 'E1-by-morning' : tier];
