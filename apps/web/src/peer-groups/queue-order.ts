/** An entry of the queue, as the server put it. */
export interface Waiting {
  readonly kind: string;
  readonly id: string;
  readonly postId?: string | null;
  readonly claimedBy?: string | null;
  readonly claimedByMe: boolean;
}

export const keyOf = ({ kind, id }: Waiting): string => `${kind} ${id}`;

/**
 * What to show when the queue was read again. The order is the server's. While somebody is using the list nothing moves:
 * what was shown stays in its place, what is gone goes, and what is new is counted in `held` instead.
 */
export function arrangeQueue(shown: readonly string[], fresh: readonly string[], inUse: boolean): { readonly keys: readonly string[]; readonly held: number } {
  const still = shown.filter((key) => fresh.includes(key));
  if (!inUse || still.length === 0) return { keys: fresh, held: 0 };
  return { keys: still, held: fresh.filter((key) => !still.includes(key)).length };
}

/** The first entry that no other moderator has and that is not about `postId`; `null` when nothing is left. */
export const nextToReview = <Item extends Waiting>(items: readonly Item[], postId: string | null): Item | null =>
  items.find((item) => ((item.claimedBy ?? null) === null || item.claimedByMe) && (postId === null || item.postId !== postId)) ?? null;
