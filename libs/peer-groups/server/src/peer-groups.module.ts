import { Module } from '@nestjs/common';

/** The peer realm: groups, threads, posts and their moderation, under personas that lead to nobody. */
@Module({})
export class PeerGroupsModule {}
