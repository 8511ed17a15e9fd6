import { type AlertState, machineOf } from '@evenkeel/escalation-rules';
import type { AlertRow } from './alert.row.js';

const ms = (at: Date | null): number | null => at?.getTime() ?? null;
const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** The row as the machine sees it. Throws if the row's own JSON is not what the machine wrote. */
export function toState(row: AlertRow): AlertState {
  const { machine, policy } = row;
  if (typeof policy !== 'object' || policy === null || typeof policy.ladders !== 'object' || !Array.isArray(machine.partialAcks)) {
    throw new Error('The stored policy or machine of an alert cannot be read');
  }
  return {
    family: row.family, status: row.status, tier: row.tier, maxTier: row.maxTier, level: row.level, cycle: row.cycle,
    laps: machine.laps, nextActionAt: ms(row.nextActionAt), stepDelayMs: machine.stepDelayMs, openedAt: row.openedAt.getTime(),
    ackBy: row.ackBy, ackRole: row.ackRole, ackVia: machine.ackVia, ackAt: ms(row.ackAt), ackExpiresAt: ms(row.ackExpiresAt),
    partialAcks: machine.partialAcks, engagedBy: row.engagedBy, engagedRole: machine.engagedRole, engagedAt: ms(row.engagedAt),
    engagement: row.engagement, followUpMisses: machine.followUpMisses, closure: machine.closure, resolvedBy: row.resolvedBy,
    confirmedBy: machine.confirmedBy, resolvedAt: ms(row.resolvedAt), outcome: row.outcome, triggerCount: row.triggerCount,
    lastTriggerAt: row.lastTriggerAt.getTime(), episode: row.episode, seq: row.seq, rowVersion: row.rowVersion, policy,
  };
}

/** The columns that a step may change. The policy and the moment of opening are not among them. */
export function fromState(state: AlertState) {
  return {
    status: state.status, tier: state.tier, maxTier: state.maxTier, level: state.level, cycle: state.cycle, nextActionAt: date(state.nextActionAt),
    ackBy: state.ackBy, ackRole: state.ackRole, ackAt: date(state.ackAt), ackExpiresAt: date(state.ackExpiresAt),
    engagedBy: state.engagedBy, engagedAt: date(state.engagedAt), engagement: state.engagement,
    machine: machineOf(state),
    resolvedBy: state.resolvedBy, resolvedAt: date(state.resolvedAt), outcome: state.outcome,
    triggerCount: state.triggerCount, lastTriggerAt: new Date(state.lastTriggerAt), rowVersion: state.rowVersion, seq: state.seq,
  };
}
