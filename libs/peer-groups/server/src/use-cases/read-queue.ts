import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database, type Tx } from '@evenkeel/database';
import { isId, type PeerActor } from '@evenkeel/kernel';
import { type Noticed, noticedIn } from '@evenkeel/peer-groups-rules';
import { GroupStore, type GroupSettings } from '../store/group.store.js';
import { type LogEntry, type MemberView, type QueueItem, QueueReader, type ReportView } from '../store/queue.reader.js';
import { type PostView, ThreadReader } from '../store/thread.reader.js';

export interface Queue {
  readonly items: readonly QueueItem[];
  readonly decidedToday: number;
}

export interface ModeratedPost {
  readonly post: PostView;
  /** The thread, oldest first, the post included. */
  readonly around: readonly PostView[];
  readonly member: MemberView | null;
  /** Places in the words that the rules noticed. */
  readonly matched: readonly Noticed[];
  readonly reports: readonly ReportView[];
  readonly log: readonly LogEntry[];
}

/** What moderators read before they decide. Opening one post or one member is audited. */
@Injectable()
export class ReadQueue {
  constructor(
    private readonly database: Database, private readonly reader: QueueReader, private readonly threads: ThreadReader,
    private readonly groups: GroupStore, private readonly audit: Audit,
  ) {}

  queue(actor: PeerActor): Promise<Queue> {
    return this.database.peer(actor, async (tx) => ({ items: await this.reader.waiting(tx), decidedToday: await this.reader.decidedToday(tx) }));
  }

  async post(actor: PeerActor, id: string): Promise<ModeratedPost | null> {
    if (!isId(id)) return null;
    return this.database.peer(actor, async (tx) => {
      const post = await this.threads.post(tx, id);
      if (post === null) return null;
      await this.seen(tx, 'post', id);
      return {
        post, around: await this.threads.posts(tx, post.threadId, 100, 0), member: await this.reader.member(tx, post.author.personaId),
        matched: noticedIn(post.words), reports: await this.reader.reports(tx, id), log: await this.reader.log(tx, { postId: id }, 50, 0),
      };
    });
  }

  async member(actor: PeerActor, personaId: string): Promise<{ readonly member: MemberView; readonly log: readonly LogEntry[] } | null> {
    if (!isId(personaId)) return null;
    return this.database.peer(actor, async (tx) => {
      const member = await this.reader.member(tx, personaId);
      if (member === null) return null;
      await this.seen(tx, 'persona', personaId);
      return { member, log: await this.reader.log(tx, { personaId }, 50, 0) };
    });
  }

  log(actor: PeerActor, first: number, after: number): Promise<readonly LogEntry[]> {
    return this.database.peer(actor, (tx) => this.reader.log(tx, {}, first, after));
  }

  settings(actor: PeerActor): Promise<readonly GroupSettings[]> {
    return this.database.peer(actor, (tx) => this.groups.all(tx));
  }

  ownReports(actor: PeerActor): ReturnType<QueueReader['ownReports']> {
    return this.database.peer(actor, (tx) => this.reader.ownReports(tx, actor.personaId));
  }

  private seen(tx: Tx, kind: string, id: string): Promise<void> {
    return this.audit.record(tx, { action: `${kind}.review`, object: { kind, id }, basis: 'moderator' });
  }
}
