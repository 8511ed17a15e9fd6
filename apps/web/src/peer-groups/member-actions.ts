/** What a moderator can do about a member. Agreeing to a ban is a ban to the server; the screen tells the two apart. */
export type MemberAction = 'approve' | 'decline' | 'mute' | 'lift-mute' | 'hold-all' | 'end-hold-all' | 'remove' | 'ban' | 'confirm-ban' | 'lift-ban';

interface Standing {
  readonly state?: string | null;
  readonly mutedUntil?: string | null;
  readonly holdAll: boolean;
  readonly banAsked: boolean;
}

/** The actions that make sense now, from the least to the most, in an order that never changes. @param now milliseconds */
export function actionsFor({ state, mutedUntil, holdAll, banAsked }: Standing, now: number): readonly MemberAction[] {
  const isIn = state === 'approved';
  const isMuted = Date.parse(mutedUntil ?? '') > now;
  const possible: readonly (MemberAction | false)[] = [
    (state === 'requested' || state === 'declined' || (state === 'removed' && !banAsked)) && 'approve',
    state === 'requested' && 'decline',
    isIn && (isMuted ? 'lift-mute' : 'mute'),
    isIn && (holdAll ? 'end-hold-all' : 'hold-all'),
    isIn && 'remove',
    state === 'banned' ? 'lift-ban' : (isIn || state === 'requested' || state === 'removed') && (banAsked ? 'confirm-ban' : 'ban'),
  ];
  return possible.filter((each) => each !== false);
}

/** Letting somebody in and ending a pause need no words; everything else is read by whom it is about. */
export const needsReason = (action: MemberAction): boolean => action !== 'approve' && action !== 'lift-mute';

export const saysToServer = (action: MemberAction): string => (action === 'confirm-ban' ? 'ban' : action);
