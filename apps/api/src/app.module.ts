import { Module, type DynamicModule } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import type { Config } from '@evenkeel/config';
import { GraphqlModule, type Operations, PeerGraphqlModule } from '@evenkeel/graphql';
import { peerLogOf, type Log } from '@evenkeel/http';
import { accessTable, peerAccessTable, peerResolvers, peerScopes, ProductModule, resolvers, scopes } from '@evenkeel/product';
import { ApiHealth } from './health.js';
import { PeopleGate } from './socket-gate.js';
import { VitalSignsReader } from './store/vital-signs.reader.js';

/** The product, answering over http: two GraphQL endpoints that share no type, a few REST addresses, sockets and the pages of the web client. */
@Module({})
export class AppModule {
  static forProcess(config: Config, log: Log, operations: Operations, peerOperations: Operations = new Map()): DynamicModule {
    const production = config.NODE_ENV === 'production';
    return {
      module: AppModule,
      imports: [
        ProductModule.forApi(config), CareTeamModule,
        GraphqlModule.forApi({ table: accessTable, operations, log, production, scopes, resolvers }),
        PeerGraphqlModule.forApi({ table: peerAccessTable, operations: peerOperations, log: peerLogOf(log), production, scopes: peerScopes, resolvers: peerResolvers }),
      ],
      providers: [ApiHealth, PeopleGate, VitalSignsReader],
    };
  }
}
