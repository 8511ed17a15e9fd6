import { Module, type DynamicModule } from '@nestjs/common';
import { CareTeamModule } from '@evenkeel/care-team-server';
import type { Config } from '@evenkeel/config';
import { GraphqlModule, type Operations } from '@evenkeel/graphql';
import type { Log } from '@evenkeel/http';
import { accessTable, ProductModule } from '@evenkeel/product';
import { ApiHealth } from './health.js';
import { PeopleGate } from './socket-gate.js';
import { VitalSignsReader } from './store/vital-signs.reader.js';

/** The product, answering over http: GraphQL, a few REST addresses, sockets and the pages of the web client. */
@Module({})
export class AppModule {
  static forProcess(config: Config, log: Log, operations: Operations): DynamicModule {
    const production = config.NODE_ENV === 'production';
    return {
      module: AppModule,
      imports: [ProductModule.forApi(config), CareTeamModule, GraphqlModule.forApi({ table: accessTable, operations, log, production })],
      providers: [ApiHealth, PeopleGate, VitalSignsReader],
    };
  }
}
