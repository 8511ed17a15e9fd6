import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Database } from '@evenkeel/database';
import { isId, type PeerActor, refuse, type Refusal } from '@evenkeel/kernel';
import { Bells } from '../bells.js';
import { ModerationStore } from '../store/moderation.store.js';
import { PostStore } from '../store/post.store.js';

export const reportOutcomes = ['kept', 'hidden', 'talked-to', 'passed-on'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

export interface DecidingReport {
  readonly id: string;
  readonly outcome: string;
  readonly reason: string;
}

/**
 * Ends a report with an outcome that its reporter is told. `hidden` takes the post out of sight, `kept` brings it back if
 * only reports held it, `passed-on` passes it on in the same step: nobody is told of an outcome that did not happen.
 */
@Injectable()
export class DecideReport {
  constructor(
    private readonly database: Database, private readonly posts: PostStore, private readonly moderation: ModerationStore,
    private readonly audit: Audit, private readonly bells: Bells,
  ) {}

  async run(actor: PeerActor, { id, outcome, reason }: DecidingReport): Promise<'done' | Refusal<'not-found' | 'reason-needed' | 'own-post'>> {
    const known = reportOutcomes.find((each) => each === outcome);
    if (known === undefined || !isId(id)) return refuse('not-found');
    if (known === 'hidden' && reason.trim().length < 3) return refuse('reason-needed', 'reason');
    return this.database.peer(actor, async (tx) => {
      // The post first, as whoever decides about the post itself: two locks in two orders would wait for each other.
      const postId = await this.moderation.postReported(tx, id);
      const post = postId === null ? null : await this.posts.lock(tx, postId);
      const [report] = await this.moderation.openReports(tx, { id });
      if (report === undefined || post === null) return refuse('not-found');
      if (post.author === actor.personaId) return refuse('own-post');
      const why = reason.trim() === '' ? null : reason.trim();
      await this.moderation.decideReports(tx, [id], actor.personaId, known);
      const onlyReported = post.state === 'held' && post.holdReasons.every((each) => each === 'reported' || each === 'first-post');
      const others = await this.moderation.openReports(tx, { postId: post.id });
      if (known === 'hidden' && (post.state === 'visible' || post.state === 'held')) await this.moderation.decidePost(tx, post.id, actor.personaId, 'hidden', why);
      else if (known === 'kept' && onlyReported && others.length === 0) await this.moderation.decidePost(tx, post.id, actor.personaId, 'visible', null);
      else if (known === 'passed-on') await this.moderation.passOn(tx, actor, post.id, post.author);
      await this.moderation.log(tx, actor, `report.${known}`, { postId: post.id, reason: why });
      await this.audit.record(tx, { action: 'report.decide', object: { kind: 'report', id }, basis: 'moderator' });
      await this.moderation.notice(tx, known === 'hidden' ? [report.reporter, post.author] : [report.reporter]);
      await this.bells.persona(tx, report.reporter);
      await this.bells.persona(tx, post.author);
      await this.bells.queue(tx, actor.communityId, post.id);
      await this.bells.group(tx, post.groupId, post.threadId);
      return 'done';
    });
  }
}
