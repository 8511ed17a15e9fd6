import type { Level, LevelTarget } from './ladder.js';
import type { Roster, RosterEntry } from './roster.js';

/** On a shift first, then the patient's own, then in the order of the roster. */
function inOrder(roster: Roster): readonly RosterEntry[] {
  const weight = (entry: RosterEntry): number => (entry.onRota ? 0 : 2) + (entry.primary ? 0 : 1);
  return [...roster].sort((a, b) => weight(a) - weight(b));
}

function candidates(target: LevelTarget, roster: Roster): readonly RosterEntry[] {
  return inOrder(roster).filter(
    (entry) => entry.role === target.role && (entry.onRota || target.rota === 'preferred'),
  );
}

function pick(target: LevelTarget, roster: Roster): readonly RosterEntry[] {
  const found = candidates(target, roster);
  switch (target.pick) {
    case 'all':
      return found;
    case 'owner':
      return (found.some((entry) => entry.primary) ? found.filter((entry) => entry.primary) : found).slice(0, 1);
    case 'first':
      return found.slice(0, 1);
    case 'second': {
      const [first] = pick({ ...target, pick: 'first', rota: 'required' }, roster);
      return found.filter((entry) => entry.accountId !== first?.accountId).slice(0, 1);
    }
  }
}

/**
 * Who is paged at a level now. Nobody twice, an empty list when nobody covers it. Therapists appear only where
 * the level asks for the rota, so one who is not on it is never paged.
 */
export function resolveLevel(level: Level, roster: Roster): readonly RosterEntry[] {
  const found = new Map<string, RosterEntry>();
  for (const target of level.targets) {
    for (const entry of pick(target, roster)) if (!found.has(entry.accountId)) found.set(entry.accountId, entry);
  }
  return [...found.values()];
}
