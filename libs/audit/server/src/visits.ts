import type { PatientId } from '@evenkeel/kernel';

/** One row of the audit about a patient, as far as "who looked" needs it. */
export interface ReadEntry {
  /** Number in the order of writing, as text. */
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly role: string;
  readonly action: string;
  readonly category: string | null;
  readonly basis: string;
  readonly patientId: PatientId;
}

/** Somebody looked, or did something, in one go. A page that is open asks again and again: that is one visit. */
export interface Visit {
  /** Number of its newest row. */
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  readonly actorId: string;
  readonly role: string;
  /** Kinds of data that were shown, in the order of the alphabet. */
  readonly categories: readonly string[];
  /** What was done beside reading. */
  readonly actions: readonly string[];
  /** Why it was allowed, each once. */
  readonly bases: readonly string[];
}

/** A pause longer than this makes it another visit. */
export const pauseMs = 30 * 60_000;

/**
 * Folds rows, newest first, into visits, newest first. Rows of one person in one role belong together as long as no two
 * neighbours are further apart than the pause; what others did in between does not matter. Nothing is left out: every
 * row is in exactly one visit.
 */
export function visitsOf(entries: readonly ReadEntry[]): readonly Visit[] {
  const running = new Map<string, Draft>();
  const all: Draft[] = [];
  for (const entry of entries) {
    const key = `${entry.actorId} ${entry.role}`;
    const known = running.get(key);
    if (known !== undefined && known.from.getTime() - entry.at.getTime() <= pauseMs) add(known, entry);
    else {
      const made: Draft = { id: entry.id, from: entry.at, until: entry.at, actorId: entry.actorId, role: entry.role, categories: new Set(), actions: new Set(), bases: new Set() };
      add(made, entry);
      running.set(key, made);
      all.push(made);
    }
  }
  return all.map(({ categories, actions, bases, ...rest }) => ({ ...rest, categories: [...categories].sort(), actions: [...actions].sort(), bases: [...bases] }));
}

interface Draft extends Omit<Visit, 'categories' | 'actions' | 'bases' | 'from'> {
  from: Date;
  readonly categories: Set<string>;
  readonly actions: Set<string>;
  readonly bases: Set<string>;
}

function add(draft: Draft, entry: ReadEntry): void {
  draft.from = entry.at < draft.from ? entry.at : draft.from;
  if (entry.category !== null) draft.categories.add(entry.category);
  if (entry.action !== 'read') draft.actions.add(entry.action);
  draft.bases.add(entry.basis);
}
