import { assertNever, type AccountId } from '@evenkeel/kernel';
import { acknowledge } from './acknowledge.js';
import type { AlertState } from './alert.js';
import { climb, endLap } from './climb.js';
import { close } from './close.js';
import type { AlertCommand } from './command.js';
import { StepDraft, unheld } from './draft.js';
import { engage } from './engage.js';
import { tellOps } from './messages.js';
import { raiseTier } from './raise-tier.js';
import { refuseAlert } from './refuse.js';
import { resolveLevel } from './resolve-level.js';
import type { Responder, Roster } from './roster.js';
import type { AlertRefusal, AlertRefusalCode, AlertStep } from './step.js';
import { act, lapse, letGo } from './tick.js';
import { isWorse, type AlertTier } from './tier.js';
import type { EpochMs } from './time.js';
import { ladderOf, levelOf } from './windows.js';

/**
 * The machine. One command, one answer: what to store, whom to tell and what to log, or why not.
 *
 * Guaranteed: an open alert keeps a deadline; `cycle` and `seq` only grow; `resolved` is final; a move outside
 * `transitions` is thrown as a fault. A tick skips levels without anybody in the same call.
 * @param now by the database's clock, read in the transaction that holds the row's lock
 * @param roster who may be paged at this moment, see `RosterEntry`
 */
export function next(state: AlertState, command: AlertCommand, now: EpochMs, roster: Roster): AlertStep | AlertRefusal {
  const objection = objectionTo(state, command, now, roster);
  if (objection !== null) return refuseAlert(objection);
  switch (command.kind) {
    case 'tick':
      return draft(state, now, null, (step) => act(step, roster));
    case 'trigger':
      return draft(state, now, null, (step) => repeat(step, command.tier));
    case 'acknowledge':
      return acknowledge(state, command.by, command.via, command.takeOver, now);
    case 'engage':
      return engage(state, command.by, command.how, now, roster);
    case 'escalate':
      return draft(state, now, command.by, (step) => escalate(step, roster));
    case 'resolve':
      return close(state, command.by, command.outcome, now, roster);
    case 'unreachable':
      return draft(state, now, null, (step) => unreachable(step, command.level, command.cycle, roster));
    case 'revoke':
      return draft(state, now, null, (step) => revoke(step, command.accountId, roster));
    case 'patient-said':
      return draft(state, now, null, (step) => void step.note('patient-said', { what: command.what }));
    default:
      return assertNever(command);
  }
}

function draft(state: AlertState, now: EpochMs, by: Responder | null, work: (step: StepDraft) => void): AlertStep {
  const step = new StepDraft(state, now, by);
  work(step);
  return step.done();
}

/** What is wrong with the command whatever the status, in the order in which a person should be told. */
function objectionTo(state: AlertState, command: AlertCommand, now: EpochMs, roster: Roster): AlertRefusalCode | null {
  if (state.status === 'resolved') return 'already-resolved';
  if (command.kind === 'tick') return state.nextActionAt === null || state.nextActionAt > now ? 'not-due' : null;
  if (!('by' in command)) return null;
  const { accountId, role } = command.by;
  if (!roster.some((entry) => entry.accountId === accountId && entry.role === role)) return 'not-responsible';
  if (command.kind === 'escalate') return state.seq > command.asOf ? 'stale-escalation' : null;
  const { expectedRowVersion } = command;
  return expectedRowVersion !== null && expectedRowVersion !== state.rowVersion ? 'stale-version' : null;
}

/** The family was found again: attached, and only a worse tier starts the paging anew. */
function repeat(step: StepDraft, tier: AlertTier): void {
  step.set({ triggerCount: step.state.triggerCount + 1, lastTriggerAt: step.now });
  if (isWorse(tier, step.state.tier)) raiseTier(step, tier);
  else step.note('retriggered', { tier });
}

function escalate(step: StepDraft, roster: Roster): void {
  step.nextCycle().note('escalated').set({ ...unheld, closure: null });
  if (step.state.status === 'exhausted') endLap(step, roster);
  else climb(step, step.state.level + 1, roster);
}

/** Only news about the level and lap that is being waited for moves anything. */
function unreachable(step: StepDraft, level: number, cycle: number, roster: Roster): void {
  step.note('unreachable', { failedLevel: level, failedCycle: cycle }).tell(tellOps(step.state, 'unreachable'));
  const { status } = step.state;
  if (status === 'notified' && step.state.level === level && step.state.cycle === cycle) climb(step, level + 1, roster);
}

/** Whoever left holds nothing any more, and a level that is empty without them is passed at once. */
function revoke(step: StepDraft, accountId: AccountId, everyone: Roster): void {
  const roster = everyone.filter((entry) => entry.accountId !== accountId);
  step.note('responder-left').set({ partialAcks: step.state.partialAcks.filter((ack) => ack.accountId !== accountId) });
  const { status, ackBy, engagedBy, level } = step.state;
  if (status === 'acknowledged' && ackBy === accountId) letGo(step, roster);
  if (status === 'engaged' && engagedBy === accountId) lapse(step, roster);
  if (status === 'notified' && resolveLevel(levelOf(ladderOf(step.state), level), roster).length === 0)
    climb(step, level + 1, roster);
}
