import type { AlertState } from './alert.js';
import { hold } from './acknowledge.js';
import { everybody } from './climb.js';
import { StepDraft } from './draft.js';
import { reminder } from './messages.js';
import { isDismissing, type DismissingOutcome, type Outcome } from './outcomes.js';
import { refuseAlert } from './refuse.js';
import type { Responder, Roster } from './roster.js';
import type { AlertRefusal, AlertStep } from './step.js';
import { minutes, type EpochMs } from './time.js';

/** How long a first person's word that there was nothing to answer waits for a second one. */
const secondPersonMs = minutes(24 * 60);

/**
 * Ends the alert with an outcome. An E0 must have been reached first. The exception is a duplicate or a false
 * trigger, which two different people have to say within 24 hours; between the two it stays open and the
 * first one's word holds the pages back no longer than an acknowledgement does.
 */
export function close(
  state: AlertState,
  by: Responder,
  outcome: Outcome,
  now: EpochMs,
  roster: Roster,
): AlertStep | AlertRefusal {
  if (state.tier !== 'E0' || state.status === 'engaged') return finish(state, by, outcome, null, now);
  if (!isDismissing(outcome)) return refuseAlert('not-reached-yet');
  const first = state.closure !== null && now - state.closure.at <= secondPersonMs ? state.closure : null;
  if (first === null) return propose(state, by, outcome, now, roster);
  if (first.by === by.accountId) return refuseAlert('needs-second-person');
  return finish({ ...state, closure: first }, by, outcome, by, now);
}

function finish(state: AlertState, by: Responder, outcome: Outcome, second: Responder | null, now: EpochMs): AlertStep {
  const draft = new StepDraft(state, now, by);
  const resolvedBy = second === null ? by.accountId : (state.closure?.by ?? by.accountId);
  const facts = { resolvedBy, confirmedBy: second?.accountId ?? null, resolvedAt: now, outcome };
  draft.move('resolved', 'resolved', { ...facts, nextActionAt: null, stepDelayMs: null }, { outcome });
  return draft.supersedePages().done();
}

function propose(
  state: AlertState,
  by: Responder,
  outcome: DismissingOutcome,
  now: EpochMs,
  roster: Roster,
): AlertStep {
  const draft = new StepDraft(state, now, by);
  draft.nextCycle().set({ closure: { by: by.accountId, at: now, outcome } }).note('closure-proposed', { outcome });
  if (state.status !== 'acknowledged') hold(draft, by, 'app', 'acknowledged');
  const others = everybody(draft, roster).filter(({ accountId }) => accountId !== by.accountId);
  if (others.length > 0) draft.tell(reminder(draft.state, others));
  return draft.done();
}
