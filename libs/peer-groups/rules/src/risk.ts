import type { HoldReason } from './hold.js';
import type { ReportReason } from './deadline.js';

/** What waits for a moderator, worst first: the order of the queue. */
export const risks = ['crisis', 'report', 'first-post', 'dose', 'link', 'join'] as const;
export type Risk = (typeof risks)[number];

/** The risk that a held post is read under. */
export function riskOfHold(reasons: readonly HoldReason[]): Risk {
  if (reasons.includes('crisis')) return 'crisis';
  if (reasons.includes('reported')) return 'report';
  if (reasons.includes('dose')) return 'dose';
  return reasons.includes('link') ? 'link' : 'first-post';
}

/** "Worried about this person" is read as early as a crisis post. */
export const riskOfReport = (reason: ReportReason): Risk => (reason === 'worried' ? 'crisis' : 'report');

export interface Waiting {
  readonly risk: Risk;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** By risk, then by age, oldest first. */
export const byRisk = (one: Waiting, other: Waiting): number => risks.indexOf(one.risk) - risks.indexOf(other.risk) || one.since - other.since;
