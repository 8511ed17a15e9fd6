/** Where a post is. `held` only its writer and moderators see; `hidden` was taken away again and can come back. */
export const postStates = ['held', 'visible', 'hidden', 'rejected', 'withdrawn'] as const;
export type PostState = (typeof postStates)[number];

export const postSteps = ['approve', 'reject', 'hide', 'restore', 'withdraw', 'edit', 'report-hide'] as const;
export type PostStep = (typeof postSteps)[number];

const steps: Readonly<Record<PostStep, Partial<Readonly<Record<PostState, PostState>>>>> = {
  approve: { held: 'visible' },
  reject: { held: 'rejected' },
  hide: { visible: 'hidden' },
  restore: { hidden: 'visible', rejected: 'visible' },
  // A held post can be rewritten; so can one that was turned down, and it waits again.
  edit: { held: 'held', rejected: 'held' },
  withdraw: { held: 'withdrawn', visible: 'withdrawn', hidden: 'withdrawn', rejected: 'withdrawn' },
  // Two people asked a moderator to look: out of sight until one has.
  'report-hide': { visible: 'held' },
};

/** Where a post is after a step, or `null` if the step is not possible from there. Nothing leads out of `withdrawn`. */
export const afterStep = (state: PostState, step: PostStep): PostState | null => steps[step][state] ?? null;

/** Reports by different people after which a post is held until a moderator has looked: groups are small. */
export const reportsThatHold = 2;

export const membershipStates = ['requested', 'approved', 'declined', 'withdrawn', 'left', 'removed', 'banned'] as const;
export type MembershipState = (typeof membershipStates)[number];

export const membershipSteps = ['request', 'approve', 'decline', 'withdraw', 'leave', 'remove', 'ban', 'lift-ban'] as const;
export type MembershipStep = (typeof membershipSteps)[number];

const memberships: Readonly<Record<MembershipStep, Partial<Readonly<Record<MembershipState | 'none', MembershipState>>>>> = {
  request: { none: 'requested', withdrawn: 'requested', left: 'requested', declined: 'requested' },
  approve: { requested: 'approved', declined: 'approved', removed: 'approved' },
  decline: { requested: 'declined' },
  withdraw: { requested: 'withdrawn' },
  leave: { approved: 'left' },
  remove: { approved: 'removed' },
  // Asking for a ban declines who has only requested: the second moderator meets them there.
  ban: { approved: 'banned', removed: 'banned', requested: 'banned', declined: 'banned' },
  'lift-ban': { banned: 'removed' },
};

/** The membership after a step; `none` before anybody asked. `null` if the step is not possible from there. */
export const afterMembershipStep = (state: MembershipState | 'none', step: MembershipStep): MembershipState | null => memberships[step][state] ?? null;

/** How long a moderator keeps what they have claimed before it is anybody's again. */
export const claimMinutes = 15;
