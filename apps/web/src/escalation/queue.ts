/** The sections of the alert list, each a list of ids in the order of the screen. */
export interface Layout {
  readonly waiting: readonly string[];
  readonly mine: readonly string[];
  readonly inProgress: readonly string[];
  readonly closedToday: readonly string[];
}

export const sections = ['waiting', 'mine', 'inProgress', 'closedToday'] as const satisfies readonly (keyof Layout)[];

export interface Arranged {
  /** What the screen shows. */
  readonly layout: Layout;
  /** Alerts that wait for an answer and are not on the screen yet: "2 new, show". */
  readonly held: number;
}

interface Ordered {
  readonly id: string;
  readonly tier: string;
  readonly openedAt: string;
}

/** Worst tier first, then the one that has waited longest. Tiers sort as text: E0 before E1. */
export const worstFirst = <Row extends Ordered>(rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((left, right) => compare(left.tier, right.tier) || compare(left.openedAt, right.openedAt) || compare(left.id, right.id));

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * What to show when the list was read again. Rows never move while somebody is using the list (`inUse`): the row under
 * the finger stays where it is, and what is new is counted instead. Rows that are gone from every section go at once
 * only when nobody is using the list. An empty screen takes everything: there is nothing to move.
 *
 * Guaranteed: with `inUse`, `layout` is `shown` itself unless `shown` has no rows; `held` counts exactly the waiting
 * alerts that `layout` does not show under "waiting".
 */
export function arrange(shown: Layout | null, fresh: Layout, inUse: boolean): Arranged {
  const empty = shown === null || sections.every((section) => shown[section].length === 0);
  if (!inUse || empty) return { layout: sameLayout(shown, fresh) ? shown : fresh, held: 0 };
  return { layout: shown, held: fresh.waiting.filter((id) => !shown.waiting.includes(id)).length };
}

const sameLayout = (left: Layout | null, right: Layout): left is Layout =>
  left !== null && sections.every((section) => left[section].length === right[section].length && left[section].every((id, place) => id === right[section][place]));
