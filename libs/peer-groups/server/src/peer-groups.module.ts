import { Module } from '@nestjs/common';
import { MeResolver } from './graphql/me.resolver.js';
import { PeerSessionsModule } from './peer-sessions.module.js';

/** The peer realm: groups, threads, posts and their moderation, under personas that lead to nobody. */
@Module({ imports: [PeerSessionsModule], providers: [MeResolver] })
export class PeerGroupsModule {}
