import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Authenticator, PeerAuthenticator } from '@evenkeel/http';
import type { AccessTable, PeerAccessTable } from './access-table.js';
import { endpoint, type Endpoint } from './endpoint.js';
import { guardSchema } from './guard-schema.js';
import { operationGate } from './persisted-operations.js';

export interface GraphqlOptions extends Endpoint {
  readonly table: AccessTable;
}

export interface PeerGraphqlOptions extends Endpoint {
  readonly table: PeerAccessTable;
}

/**
 * The endpoint `/graphql`. Needs an `Authenticator` from a global module. The application does not start when a field
 * of the schema has no policy.
 */
@Module({})
export class GraphqlModule {
  static forApi(options: GraphqlOptions): DynamicModule {
    return {
      module: GraphqlModule,
      imports: [GraphQLModule.forRootAsync<ApolloDriverConfig>({
        driver: ApolloDriver, inject: [Authenticator],
        useFactory: (authenticator: Authenticator) => endpoint('/graphql', options, (schema) => guardSchema(schema, options.table), (request) => authenticator.identify(request)),
      })],
    };
  }
}

/** The endpoint `/peer/graphql` of the other realm: its own schema, operations, table of access, cookie and log. */
@Module({})
export class PeerGraphqlModule {
  static forApi(options: PeerGraphqlOptions): DynamicModule {
    return {
      module: PeerGraphqlModule,
      imports: [GraphQLModule.forRootAsync<ApolloDriverConfig>({
        driver: ApolloDriver, inject: [PeerAuthenticator],
        useFactory: (authenticator: PeerAuthenticator) => endpoint('/peer/graphql', options, (schema) => guardSchema(schema, options.table, {}), (request) => authenticator.identify(request)),
      })],
    };
  }
}

/** To be called after the body parser is in place and before the application starts. */
export function prepareGraphql(app: NestExpressApplication, options: Pick<Endpoint, 'operations' | 'production'>, peer?: Pick<Endpoint, 'operations' | 'production'>): void {
  app.use('/graphql', operationGate(options.operations, !options.production));
  if (peer !== undefined) app.use('/peer/graphql', operationGate(peer.operations, !peer.production));
}
