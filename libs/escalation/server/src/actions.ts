import { may } from '@evenkeel/care-team-rules';
import { isDismissing, outcomes, type Outcome } from '@evenkeel/escalation-rules';
import type { Actor } from '@evenkeel/kernel';
import type { AlertRow } from './store/alert.row.js';

/** Steps that a screen may offer. The machine has the last word; this only keeps it from offering what it would refuse. */
export type Action = 'acknowledge' | 'engage' | 'resolve' | 'escalate';

export function actionsFor(row: AlertRow, actor: Actor): readonly Action[] {
  if (row.status === 'resolved') return [];
  const isMine = (row.status === 'acknowledged' && row.ackBy === actor.accountId);
  const offered: readonly [Action, boolean][] = [
    ['acknowledge', may(actor.role, 'alert.acknowledge') && row.status !== 'engaged' && !isMine],
    ['engage', may(actor.role, 'alert.engage') && (isMine || row.status === 'engaged')],
    ['resolve', may(actor.role, 'alert.resolve') && outcomesFor(row).length > 0],
    ['escalate', may(actor.role, 'alert.escalate')],
  ];
  return offered.flatMap(([action, isOffered]) => (isOffered ? [action] : []));
}

/** An emergency that nobody has reached can only be dismissed, and that needs two people. */
export function outcomesFor(row: Pick<AlertRow, 'status' | 'tier'>): readonly Outcome[] {
  if (row.status === 'resolved') return [];
  return row.tier === 'E0' && row.status !== 'engaged' ? outcomes.filter(isDismissing) : outcomes;
}
