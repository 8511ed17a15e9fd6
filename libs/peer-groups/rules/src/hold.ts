import { highRiskPhrase, highRiskPlace } from '@evenkeel/phrases';
import { type AdviceKind, adviceIn, type Place } from './dose-talk.js';

/** Why a post waits for a moderator before others see it. The same words stand in the database. */
export const holdReasons = ['crisis', 'first-post', 'hold-all', 'dose', 'link', 'slow', 'reported'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** What is known of the writer and the group when a post is written. */
export interface Writing {
  readonly words: string;
  /** Posts of this persona that a moderator has let through in this group. */
  readonly released: number;
  /** First posts of everybody that are held, by the group's settings. */
  readonly holdFirst: number;
  /** A moderator has asked to read everything this persona writes. */
  readonly holdAll: boolean;
  /** By a moderator: their posts are not held as first posts, everything else is the same for them. */
  readonly byModerator: boolean;
}

export interface Holding {
  readonly reasons: readonly HoldReason[];
  /** High-risk words: the writer sees the help card at once, and the post goes to the top of the queue. */
  readonly crisis: boolean;
}

/**
 * Whether a post is seen at once. It is always accepted: holding is the only thing that rules do to words. A crisis post
 * is held whoever wrote it, so that no peer meets it without a moderator beside it.
 */
export function holdingOf({ words, released, holdFirst, holdAll, byModerator }: Writing): Holding {
  const crisis = highRiskPhrase(words) !== null;
  const kinds = new Set(adviceIn(words).map(({ kind }) => kind));
  const reasons: HoldReason[] = [];
  if (crisis) reasons.push('crisis');
  if (!byModerator && released < holdFirst) reasons.push('first-post');
  if (holdAll) reasons.push('hold-all');
  if (kinds.has('dose') || kinds.has('recipe')) reasons.push('dose');
  if (kinds.has('link')) reasons.push('link');
  return { reasons, crisis };
}

/** A place that the rules noticed, and as what. */
export interface Noticed extends Place {
  readonly kind: AdviceKind | 'crisis';
}

/** What a moderator is shown in a post: first the phrase that makes it a crisis, then what may hold it besides, never overlapping. */
export function noticedIn(words: string): readonly Noticed[] {
  const crisis = highRiskPlace(words);
  const advice = adviceIn(words);
  return crisis === null ? advice : [{ ...crisis, kind: 'crisis' }, ...advice.filter(({ from, to }) => to <= crisis.from || from >= crisis.to)];
}

/** Posts an hour that a persona may write on its first day; limits hold for moderators and in tests too. */
export const firstDay = { hours: 24, postsAnHour: 5 } as const;
