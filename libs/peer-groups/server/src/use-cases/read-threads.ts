import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import { isId, type PeerActor } from '@evenkeel/kernel';
import { MemberStore, type Self } from '../store/member.store.js';
import { type PostView, type ThreadHead, ThreadReader } from '../store/thread.reader.js';

export interface OpenThread extends Omit<ThreadHead, 'replies'> {
  readonly posts: readonly PostView[];
}

/** What a persona reads: itself, the threads of its group, one thread. Whoever is not let in reads nothing. */
@Injectable()
export class ReadThreads {
  constructor(private readonly database: Database, private readonly members: MemberStore, private readonly reader: ThreadReader) {}

  self(actor: PeerActor): Promise<Self> {
    return this.database.peer(actor, (tx) => this.members.self(tx, actor.personaId));
  }

  threads(actor: PeerActor, first: number, after: number): Promise<readonly ThreadHead[]> {
    return this.database.peer(actor, (tx) => this.reader.threads(tx, actor.groupId, first, after));
  }

  async thread(actor: PeerActor, id: string, first: number, after: number): Promise<OpenThread | null> {
    if (!isId(id)) return null;
    return this.database.peer(actor, async (tx) => {
      const head = await this.reader.thread(tx, id);
      return head === null ? null : { ...head, posts: await this.reader.posts(tx, id, first, after) };
    });
  }
}
