import { Injectable } from '@nestjs/common';
import { Outbox, type Tx } from '@evenkeel/database';
import type { CommunityId, GroupId, PersonaId } from '@evenkeel/kernel';

/** What the sockets of the peer realm are told: that something changed, never what it says. */
@Injectable()
export class Bells {
  constructor(private readonly outbox: Outbox) {}

  /** Something waits for a moderator, or no longer does. */
  queue(tx: Tx, communityId: CommunityId, subject: string): Promise<void> {
    return this.outbox.add(tx, { topic: 'changed', payload: { topic: 'queue', subject, moderators: communityId } });
  }

  /** Members of the group see something else than before. */
  async group(tx: Tx, groupId: GroupId, threadId: string): Promise<void> {
    await this.outbox.add(tx, { topic: 'changed', payload: { topic: 'thread', subject: threadId, group: groupId } });
    await this.outbox.add(tx, { topic: 'changed', payload: { topic: 'threads', subject: groupId, group: groupId } });
  }

  /** Something about this persona alone: its request, its held post. */
  persona(tx: Tx, personaId: PersonaId): Promise<void> {
    return this.outbox.add(tx, { topic: 'changed', payload: { topic: 'me', subject: personaId, persona: personaId } });
  }

  /** The persona may hear less than before: its connections are made anew. */
  rightsChanged(tx: Tx, personaId: PersonaId): Promise<void> {
    return this.outbox.add(tx, { topic: 'access-changed', payload: { persona: personaId } });
  }
}
