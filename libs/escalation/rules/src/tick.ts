import { climb, endLap, nobody } from './climb.js';
import { unheld, type StepDraft } from './draft.js';
import { fallback, page, reminder } from './messages.js';
import { resolveLevel } from './resolve-level.js';
import type { Roster } from './roster.js';
import { minutes } from './time.js';
import { ladderOf, levelOf } from './windows.js';

/** The deadline has passed: go on from where the alert stands. */
export function act(draft: StepDraft, roster: Roster): void {
  switch (draft.state.status) {
    case 'triggered':
      return climb(draft, 1, roster);
    case 'notified':
      return climb(draft, draft.state.level + 1, roster);
    case 'exhausted':
      return endLap(draft, roster);
    case 'acknowledged':
      return letGo(draft, roster);
    case 'engaged':
      return draft.state.followUpMisses === 0 ? remind(draft, roster) : lapse(draft, roster);
    case 'resolved':
      throw new Error('A resolved alert has nothing left to do');
  }
}

/** An acknowledgement has run out: the first level and the next one are paged, with half the time. */
export function letGo(draft: StepDraft, roster: Roster): void {
  const ladder = ladderOf(draft.state);
  const last = ladder.levels.length;
  const wasLast = draft.state.level >= last;
  const level = Math.min(Math.max(draft.state.level, 1) + 1, last);
  draft.nextCycle().move('notified', 'ack-expired', unheld);
  if (level > 1) {
    const first = resolveLevel(levelOf(ladder, 1), roster);
    if (first.length > 0) draft.tell(page(draft.state, 1, first));
    else nobody(draft, 1);
  }
  if (wasLast && ladder.fallback !== null) draft.tell(fallback(draft.state));
  climb(draft, level, roster, 0.5);
}

function remind(draft: StepDraft, roster: Roster): void {
  const { engagedBy } = draft.state;
  const engager = roster.filter((entry) => entry.accountId === engagedBy).slice(0, 1);
  const coordinator = resolveLevel(
    { targets: [{ role: 'coordinator', pick: 'first', rota: 'preferred' }], windowMinutes: 1, everyRole: [] },
    roster.filter((entry) => entry.accountId !== engagedBy),
  );
  draft.nextCycle().set({ followUpMisses: 1 }).note('follow-up-reminded');
  const people = [...engager, ...coordinator];
  if (people.length > 0) draft.tell(reminder(draft.state, people));
  draft.wait(minutes(ladderOf(draft.state).followUpMinutes) / 2);
}

/** Reached once and not followed up: back to paging, from the second level on. */
export function lapse(draft: StepDraft, roster: Roster): void {
  const from = Math.min(2, ladderOf(draft.state).levels.length);
  draft.nextCycle().move('notified', 'follow-up-lapsed', { ...unheld, level: from });
  climb(draft, from, roster);
}
