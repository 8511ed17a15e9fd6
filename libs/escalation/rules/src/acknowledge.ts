import type { AckVia, AlertState } from './alert.js';
import { StepDraft, unchanged } from './draft.js';
import { refuseAlert } from './refuse.js';
import type { Responder } from './roster.js';
import type { AlertRefusal, AlertStep } from './step.js';
import type { EpochMs } from './time.js';
import { ladderOf, leaseOf, levelOf } from './windows.js';

/** Somebody takes the alert for the length of a lease. The first one wins; a later one may take over, saying so. */
export function acknowledge(
  state: AlertState,
  by: Responder,
  via: AckVia,
  takeOver: boolean,
  now: EpochMs,
): AlertStep | AlertRefusal {
  if (state.status === 'engaged') return state.engagedBy === by.accountId ? unchanged(state) : refuseAlert('already-engaged');
  if (state.status === 'acknowledged') {
    if (state.ackBy === by.accountId) return again(state, by, via, now);
    if (!takeOver) return refuseAlert('already-acknowledged');
    const draft = new StepDraft(state, now, by).nextCycle();
    hold(draft, by, via, 'taken-over');
    return draft.done();
  }
  const draft = new StepDraft(state, now, by);
  const missing = stillMissing(state, by);
  if (missing.length > 0) {
    if (state.partialAcks.some(({ accountId }) => accountId === by.accountId)) return unchanged(state);
    draft.set({ partialAcks: [...state.partialAcks, by] }).note('partly-acknowledged', { missing: missing.length });
    return draft.done();
  }
  hold(draft, by, via, 'acknowledged');
  return draft.done();
}

/** The holder is set, the lease runs, and pages that were not sent yet are dropped. */
export function hold(draft: StepDraft, by: Responder, via: AckVia, kind: 'acknowledged' | 'taken-over'): void {
  const lease = leaseOf(draft.state, via, draft.now);
  const holder = { ackBy: by.accountId, ackRole: by.role, ackVia: via, ackAt: draft.now, ackExpiresAt: draft.now + lease };
  draft.move('acknowledged', kind, { ...holder, laps: 0, partialAcks: [] }, { via }).supersedePages().wait(lease);
}

/** A second click changes nothing, but opening the app after a link gives the full lease, once. */
function again(state: AlertState, by: Responder, via: AckVia, now: EpochMs): AlertStep {
  const lease = leaseOf(state, via, now);
  if (state.ackVia === 'app' || via !== 'app' || now + lease <= (state.ackExpiresAt ?? 0)) return unchanged(state);
  const draft = new StepDraft(state, now, by);
  draft.move('acknowledged', 'lease-extended', { ackVia: via, ackExpiresAt: now + lease }).wait(lease);
  return draft.done();
}

function stillMissing(state: AlertState, by: Responder) {
  const { everyRole } = levelOf(ladderOf(state), state.level);
  const present = [...state.partialAcks, by].map(({ role }) => role);
  return everyRole.filter((role) => !present.includes(role));
}
