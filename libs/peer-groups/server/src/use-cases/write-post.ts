import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { PeerSealer } from '@evenkeel/encryption';
import { type GroupId, isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { adviceIn, classOfHold, firstDay, type Holding, holdingOf, minutesUntilDue } from '@evenkeel/peer-groups-rules';
import { Bells } from '../bells.js';
import { MemberStore, type Self } from '../store/member.store.js';
import { PostStore } from '../store/post.store.js';
import { type PostView, ThreadReader } from '../store/thread.reader.js';

export interface Draft {
  /** Made by the device; a repetition with the same id changes nothing. */
  readonly id: string;
  /** `null` begins a thread, whose id is that of its first post. */
  readonly threadId: string | null;
  readonly title: string | null;
  readonly words: string;
  readonly label: 'hard' | null;
  readonly aboutMe: boolean;
  /** The writer asked to hide amounts until a reader wants to see them. */
  readonly hideDose: boolean;
  /** Where a moderator writes; a peer has one group. */
  readonly groupId: string | null;
}

export interface Written {
  readonly post: PostView;
  /** High-risk words: the writer sees the help card now. */
  readonly crisis: boolean;
}

export type WriteRefusal = 'not-a-member' | 'words-missing' | 'words-too-long' | 'title-missing' | 'title-too-long' | 'not-found' | 'group-read-only' | 'muted' | 'too-soon' | 'too-many-posts' | 'no-links-yet' | 'not-allowed-now';

export const longest = { words: 5000, title: 120 } as const;

/**
 * Writes a post. A post with high-risk words is always accepted, whatever limits hold: it is held, its writer is shown
 * help at once, and it stands first in the queue. What else is held is for the rules; nothing is ever dropped.
 */
@Injectable()
export class WritePost {
  constructor(
    private readonly database: Database, private readonly members: MemberStore, private readonly posts: PostStore, private readonly threads: ThreadReader,
    private readonly sealer: PeerSealer, private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  async run(actor: PeerActor, draft: Draft): Promise<Written | Refusal<WriteRefusal>> {
    const refusal = checkShape(draft);
    if (refusal !== null) return refusal;
    return this.database.peer(actor, async (tx) => {
      const self = await this.members.lockSelf(tx, actor.personaId);
      const groupId = actor.part === 'moderator' ? await this.groupFor(tx, draft) : actor.groupId;
      if (groupId === null || (actor.part === 'peer' && self.membership?.state !== 'approved')) return refuse('not-a-member');
      const known = await this.threads.post(tx, draft.id);
      if (known !== null) return known.author.personaId === actor.personaId ? { post: known, crisis: known.holdReasons.includes('crisis') } : refuse('not-found');
      if (draft.threadId !== null && !(await this.posts.hasThread(tx, groupId, draft.threadId))) return refuse('not-found', 'threadId');
      const holding = holdingOf({
        words: `${draft.title ?? ''}\n${draft.words}`, byModerator: actor.part === 'moderator',
        released: self.membership?.released ?? 0, holdFirst: self.group?.holdFirst ?? 0, holdAll: self.membership?.holdAll ?? false,
      });
      const pause = holding.crisis ? null : await this.pause(tx, actor, self, draft);
      return pause ?? this.store(tx, actor, groupId, self, draft, holding);
    });
  }

  /** A moderator belongs to no group: a reply is where its thread is, a new thread where they say. */
  private groupFor(tx: Tx, { threadId, groupId }: Draft): Promise<GroupId | null> {
    return threadId === null ? Promise.resolve(groupId as GroupId | null) : this.posts.groupOf(tx, threadId);
  }

  /** Limits that hold for everybody, moderators included, and that a crisis post passes. */
  private async pause(tx: Tx, actor: PeerActor, { group, membership }: Self, { words }: Draft): Promise<Refusal<WriteRefusal> | null> {
    const { secondsSince, lastHour } = await this.posts.pace(tx, actor.personaId);
    const mutedUntil = membership?.mutedUntil ?? null;
    if (mutedUntil !== null && mutedUntil > await tx.now()) return refuse('muted');
    if (group?.readOnly === true) return refuse('group-read-only');
    const wait = secondsSince === null ? 0 : (group?.slowSeconds ?? 0) - secondsSince;
    if (wait > 0) return refuse('too-soon', null, { seconds: wait });
    if (membership?.isNew !== true) return null;
    if (lastHour >= firstDay.postsAnHour) return refuse('too-many-posts', null, { atMost: firstDay.postsAnHour });
    return adviceIn(words).some(({ kind }) => kind === 'link') ? refuse('no-links-yet', 'words') : null;
  }

  private async store(tx: Tx, actor: PeerActor, groupId: GroupId, self: Self, draft: Draft, holding: Holding): Promise<Written> {
    const { personaId, communityId } = actor;
    const threadId = draft.threadId ?? draft.id;
    if (draft.threadId === null) {
      const title = await this.sealer.seal(tx, personaId, 'comm.thread.title', threadId, (draft.title ?? '').trim());
      await this.posts.addThread(tx, { communityId, groupId, id: threadId, title, label: draft.label, author: personaId });
    }
    const held = holding.reasons.length > 0;
    await this.posts.add(tx, {
      communityId, groupId, threadId, id: draft.id, author: personaId,
      words: await this.sealer.seal(tx, personaId, 'comm.post.words', draft.id, draft.words.trim()),
      state: held ? 'held' : 'visible', holdReasons: holding.reasons, crisis: holding.crisis, aboutMe: draft.aboutMe, doseHidden: draft.hideDose,
      dueInMinutes: held ? minutesUntilDue(self.minuteOfDay, self.community.hours, classOfHold(holding.reasons)) : null,
    });
    await this.audit.record(tx, { action: 'post.write', object: { kind: 'post', id: draft.id }, basis: 'self' });
    if (held) await this.bells.queue(tx, communityId, draft.id);
    else await this.bells.group(tx, groupId, threadId);
    const post = await this.threads.post(tx, draft.id);
    if (post === null) throw new Error('A post that was just written cannot be read');
    return { post, crisis: holding.crisis };
  }
}

function checkShape({ id, threadId, title, words, groupId }: Draft): Refusal<WriteRefusal> | null {
  if (!isId(id)) return refuse('not-found', 'id');
  if (threadId !== null && !isId(threadId)) return refuse('not-found', 'threadId');
  if (groupId !== null && !isId(groupId)) return refuse('not-found', 'groupId');
  if (threadId === null && (title ?? '').trim() === '') return refuse('title-missing', 'title');
  if ((title ?? '').length > longest.title) return refuse('title-too-long', 'title', { atMost: longest.title });
  return checkWords(words);
}

/** The same for a new post and a rewritten one. */
export function checkWords(words: string): Refusal<'words-missing' | 'words-too-long'> | null {
  if (words.trim() === '') return refuse('words-missing', 'words');
  return words.length > longest.words ? refuse('words-too-long', 'words', { atMost: longest.words }) : null;
}
