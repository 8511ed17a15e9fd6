import type { AlertState, Engagement } from './alert.js';
import { nobody } from './climb.js';
import { StepDraft } from './draft.js';
import { fallback, page } from './messages.js';
import { refuseAlert } from './refuse.js';
import { resolveLevel } from './resolve-level.js';
import type { Responder, Roster } from './roster.js';
import type { AlertRefusal, AlertStep } from './step.js';
import { minutes, type EpochMs } from './time.js';
import { ladderOf, levelOf } from './windows.js';

/**
 * The patient was reached, or help was sent: a follow-up is due. May be said again, also by somebody else.
 * `tried` is not engaged: the lease runs on as it was and the next level is paged.
 */
export function engage(
  state: AlertState,
  by: Responder,
  how: Engagement | 'tried',
  now: EpochMs,
  roster: Roster,
): AlertStep | AlertRefusal {
  if (state.status !== 'acknowledged' && state.status !== 'engaged') return refuseAlert('not-acknowledged');
  const draft = new StepDraft(state, now, by);
  if (how === 'tried') {
    if (state.status === 'engaged') return refuseAlert('already-engaged');
    tried(draft, by, roster);
    return draft.done();
  }
  const facts = { engagedBy: by.accountId, engagedRole: by.role, engagedAt: now, engagement: how };
  draft.move('engaged', 'engaged', { ...facts, followUpMisses: 0, laps: 0, closure: null }, { how });
  return draft.supersedePages().wait(minutes(ladderOf(state).followUpMinutes)).done();
}

function tried(draft: StepDraft, by: Responder, roster: Roster): void {
  const ladder = ladderOf(draft.state);
  const last = ladder.levels.length;
  const atTheEnd = draft.state.level >= last;
  const others = roster.filter(({ accountId }) => accountId !== by.accountId);
  draft.nextCycle().move('acknowledged', 'tried');
  for (let level = Math.min(draft.state.level + 1, last); level <= last; level += 1) {
    const people = resolveLevel(levelOf(ladder, level), others);
    if (people.length > 0) {
      draft.set({ level }).tell(page(draft.state, level, people));
      if (atTheEnd && ladder.fallback !== null) draft.tell(fallback(draft.state));
      return;
    }
    nobody(draft, level);
  }
  if (ladder.fallback !== null) draft.tell(fallback(draft.state));
}
