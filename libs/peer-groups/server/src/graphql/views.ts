import type { PeerActor } from '@evenkeel/kernel';
import { isModerated } from '@evenkeel/peer-groups-rules';
import type { Self } from '../store/member.store.js';
import type { PostView } from '../store/thread.reader.js';
import { MeType } from './me.types.js';
import { PostType } from './thread.types.js';

export const toMe = (actor: PeerActor, self: Self, nameSuggestions: readonly string[] = []): MeType => Object.assign(new MeType(), {
  personaId: actor.personaId, part: actor.part, displayName: self.displayName, tint: self.tint, mayContact: self.mayContact,
  membership: self.membership, group: self.group, communityName: self.community.name, zone: self.community.zone,
  moderatedFrom: self.community.hours.from, moderatedTo: self.community.hours.to, moderatedNow: isModerated(self.minuteOfDay, self.community.hours),
  postsUntilFree: Math.max(0, (self.group?.holdFirst ?? 0) - (self.membership?.released ?? 0)),
  nameSuggestions: [...nameSuggestions],
});

/** Counts above four are one word, so that nobody is compared by numbers. */
const band = (count: number): string => (count > 4 ? '5+' : String(count));

export const toPost = (actor: PeerActor, post: PostView): PostType => {
  const mine = post.author.personaId === actor.personaId;
  const tellsWhy = mine || actor.part === 'moderator';
  return Object.assign(new PostType(), {
    ...post, mine, holdReasons: tellsWhy ? [...post.holdReasons] : [], decisionReason: tellsWhy ? post.decisionReason : null,
    reactions: post.reactions.map(({ kind, count, mine: own }) => ({ kind, count: band(count), mine: own })),
  });
};
