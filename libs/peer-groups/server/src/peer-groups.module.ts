import './language.js';
import { Module } from '@nestjs/common';
import { Bells } from './bells.js';
import { MeResolver } from './graphql/me.resolver.js';
import { ModerationResolver } from './graphql/moderation.resolver.js';
import { ThreadsResolver } from './graphql/threads.resolver.js';
import { PeerSessionsModule } from './peer-sessions.module.js';
import { GroupStore } from './store/group.store.js';
import { MemberStore } from './store/member.store.js';
import { ModerationStore } from './store/moderation.store.js';
import { PostStore } from './store/post.store.js';
import { QueueReader } from './store/queue.reader.js';
import { ThreadReader } from './store/thread.reader.js';
import { AnswerPost } from './use-cases/answer-post.js';
import { ChangeMembership } from './use-cases/change-membership.js';
import { ChangePost } from './use-cases/change-post.js';
import { ClaimPost } from './use-cases/claim-post.js';
import { DecideMember } from './use-cases/decide-member.js';
import { DecidePost } from './use-cases/decide-post.js';
import { DecideReport } from './use-cases/decide-report.js';
import { PassOn } from './use-cases/pass-on.js';
import { ReadQueue } from './use-cases/read-queue.js';
import { ReadThreads } from './use-cases/read-threads.js';
import { RequestToJoin } from './use-cases/request-to-join.js';
import { SetGroup } from './use-cases/set-group.js';
import { WritePost } from './use-cases/write-post.js';

const stores = [GroupStore, MemberStore, ModerationStore, PostStore, QueueReader, ThreadReader];
const useCases = [AnswerPost, ChangeMembership, ChangePost, ClaimPost, DecideMember, DecidePost, DecideReport, PassOn, ReadQueue, ReadThreads, RequestToJoin, SetGroup, WritePost];

/**
 * The peer realm: groups, threads, posts and their moderation, under personas that lead to nobody. Needs `PersonaNames`
 * from a global module: whether a name is too near to a person is for the bridge to say.
 */
@Module({ imports: [PeerSessionsModule], providers: [Bells, ...stores, ...useCases, MeResolver, ThreadsResolver, ModerationResolver] })
export class PeerGroupsModule {}
