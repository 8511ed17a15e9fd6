import type { StepDraft } from './draft.js';
import { fallback, page, tellOps, tellPatient } from './messages.js';
import { resolveLevel } from './resolve-level.js';
import type { Roster, RosterEntry } from './roster.js';
import { minutes } from './time.js';
import { raiseTier } from './raise-tier.js';
import { ladderOf, levelOf, windowOf } from './windows.js';

/** What share of the level's window to wait: half of it after somebody held the alert and let it go. */
type Share = 1 | 0.5;

/**
 * Pages the first level from `from` on that has anybody, and waits for its window. Every empty level is logged and
 * told to operations; a night without anybody on call (level 1 empty) also tells the fallback line at once.
 * Behind the last level the lap ends.
 */
export function climb(draft: StepDraft, from: number, roster: Roster, share: Share = 1): void {
  const ladder = ladderOf(draft.state);
  let firstIsEmpty = false;
  for (let level = from; level <= ladder.levels.length; level += 1) {
    const people = resolveLevel(levelOf(ladder, level), roster);
    if (people.length > 0) {
      draft.move('notified', 'notified', { level, partialAcks: [] }, { people: people.length });
      draft.tell(page(draft.state, level, people)).wait(windowOf(draft.state, level, draft.now) * share);
      if (firstIsEmpty && ladder.fallback !== null) draft.tell(fallback(draft.state));
      return;
    }
    nobody(draft, level);
    if (level === 1) firstIsEmpty = true;
  }
  endLap(draft, roster);
}

/** Logs an empty level and tells operations. */
export function nobody(draft: StepDraft, level: number): void {
  draft.set({ level }).note('nobody-on-call').tell(tellOps(draft.state, 'nobody-on-call'));
}

/**
 * Nobody answered on the whole ladder. E0 and E1 are exhausted: the fallback line is told and everybody is paged
 * again, for ever. E2 starts another lap and becomes an E1 after its laps, or at once when there is nobody at all;
 * E3 starts another lap.
 */
export function endLap(draft: StepDraft, roster: Roster): void {
  const ladder = ladderOf(draft.state);
  if (ladder.fallback !== null) return exhaust(draft, roster, ladder.fallback.everyMinutes);
  const laps = draft.state.laps + 1;
  const empty = everybody(draft, roster).length === 0;
  if (ladder.lapsUntilRaised !== null && (empty || laps >= ladder.lapsUntilRaised)) {
    raiseTier(draft, 'E1', { laps });
    return climb(draft, 1, roster);
  }
  draft.nextCycle().set({ laps, level: 0 });
  if (empty) draft.move('triggered', 'lap', {}, { laps }).wait(windowOf(draft.state, 1, draft.now));
  else {
    draft.note('lap', { laps });
    climb(draft, 1, roster);
  }
}

function exhaust(draft: StepDraft, roster: Roster, everyMinutes: number): void {
  const again = draft.state.status === 'exhausted';
  const ladder = ladderOf(draft.state);
  const level = ladder.levels.length;
  draft.nextCycle().move('exhausted', again ? 'lap' : 'exhausted', { level, laps: draft.state.laps + 1, partialAcks: [] });
  draft.tell(fallback(draft.state));
  const people = again ? everybody(draft, roster) : resolveLevel(levelOf(ladder, 1), roster);
  if (people.length > 0) draft.tell(page(draft.state, again ? level : 1, people));
  if (!again) draft.tell(tellPatient(draft.state));
  if (!again || people.length === 0) draft.tell(tellOps(draft.state, 'exhausted'));
  draft.wait(minutes(everyMinutes));
}

/** Everybody on any level of the ladder, once. */
export function everybody(draft: StepDraft, roster: Roster): readonly RosterEntry[] {
  const { levels } = ladderOf(draft.state);
  const targets = levels.flatMap((level) => level.targets);
  return resolveLevel({ targets, windowMinutes: 1, everyRole: [] }, roster);
}
