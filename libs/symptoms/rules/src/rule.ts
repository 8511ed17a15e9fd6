import type { Tier, TriggerFamily } from '@evenkeel/escalation-rules';
import type { QuestionCode } from './questions.js';

/** Figures that an organisation may tighten. Rules name them, so that one signed table holds them all. */
export interface Thresholds {
  /** Overall score from which it counts as high, 0-10. */
  readonly highOverall: number;
  /** High on this many days ... */
  readonly highDays: number;
  /** ... of this many, today included. */
  readonly highDaysOf: number;
  /** Level of one symptom from which it counts as strong, 0-3. */
  readonly strongSymptom: number;
  /** An event of which it matters whether it is over counts as present for this many hours. */
  readonly presentHours: number;
  /** An answer that arrives later than this after it was given is labelled late, in minutes. */
  readonly lateAfterMinutes: number;
}

export type ThresholdName = keyof Thresholds;

/** Facts about the patient that change a tier. */
export type RiskFactor = 'seizure-history' | 'irregular-regimen';

/**
 * When a case of a rule applies, as data: it can be stored, compared, shown to a clinician and replayed.
 * `unknown` holds when a question was not answered, skipped or "not sure". `present` holds while the event that the
 * answers tell of is at most `presentHours` old.
 */
export type Trigger =
  | { readonly kind: 'all'; readonly of: readonly Trigger[] }
  | { readonly kind: 'any'; readonly of: readonly Trigger[] }
  | { readonly kind: 'answer'; readonly question: QuestionCode; readonly is: readonly number[] }
  | { readonly kind: 'at-least'; readonly question: QuestionCode; readonly threshold: ThresholdName }
  | { readonly kind: 'unknown'; readonly question: QuestionCode }
  | { readonly kind: 'high-days' }
  | { readonly kind: 'risk'; readonly factor: RiskFactor; readonly holds: boolean }
  | { readonly kind: 'present' }
  | { readonly kind: 'words'; readonly match: 'high-risk' | 'any' };

/** By when a person has to have acknowledged. `by-0800` pages in the morning when it comes at night. */
export type AckBy = 'now' | 'by-0800' | 'within-24h';

/** What the patient is shown at once, decided on the device. `crisis` puts the crisis line first, `emergency` the ambulance. */
export type HelpCard = 'emergency' | 'crisis' | 'urgent';

export interface RuleCase {
  readonly tier: Tier;
  readonly ackBy: AckBy;
  readonly help: HelpCard | null;
  readonly when: Trigger;
}

/** How well founded a rule is. No source sets minutes of acknowledgement: those are a service promise of ours. */
export type RuleCertainty = 'guideline' | 'clinical-consensus' | 'product-decision';

export interface Rule {
  /** Stable; stored with every alert. */
  readonly id: string;
  readonly family: TriggerFamily;
  /** Worst first. The first one that applies decides; a rule gives at most one flag. */
  readonly cases: readonly RuleCase[];
  /** A flag of this rule keeps the next dose step from starting until a clinician has reviewed it. */
  readonly locksNextStep: boolean;
  readonly source: string;
  readonly certainty: RuleCertainty;
}

/** A signed set of rules. A version is never edited; it is stamped on every flag. JSON in, JSON out. */
export interface RuleSet {
  readonly version: number;
  readonly thresholds: Thresholds;
  readonly rules: readonly Rule[];
}
