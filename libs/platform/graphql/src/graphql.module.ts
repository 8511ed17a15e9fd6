import type { IncomingMessage } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Authenticator, requestIdOf, type Log } from '@evenkeel/http';
import { isLanguage, type Language, preferredLanguage } from '@evenkeel/language';
import type { AccessTable } from './access-table.js';
import type { GraphqlContext } from './context.js';
import { guardSchema } from './guard-schema.js';
import { limitRules, limits } from './limits.js';
import { Loaders } from './loaders.js';
import { faultBeforeContext, formatError, logFaults } from './mask-errors.js';
import { measureOperations } from './measure-operations.js';
import { namesOf, operationGate, type Operations } from './persisted-operations.js';
import { InvalidInput, NotAllowedNow, NotFound, Stale } from './refusal.types.js';

export interface GraphqlOptions {
  readonly table: AccessTable;
  readonly operations: Operations;
  readonly log: Log;
  /** No free text, no introspection, no explanations. */
  readonly production: boolean;
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
        driver: ApolloDriver, inject: [Authenticator], useFactory: (authenticator: Authenticator) => apollo(options, authenticator),
      })],
    };
  }
}

/** To be called after the body parser is in place and before the application starts. */
export function prepareGraphql(app: NestExpressApplication, options: Pick<GraphqlOptions, 'operations' | 'production'>): void {
  app.use('/graphql', operationGate(options.operations, !options.production));
}

function apollo({ table, log, production, operations }: GraphqlOptions, authenticator: Authenticator): Omit<ApolloDriverConfig, 'driver'> {
  const limited = limitRules(production);
  return {
    path: '/graphql',
    autoSchemaFile: true,
    buildSchemaOptions: { orphanedTypes: [InvalidInput, NotFound, Stale, NotAllowedNow] },
    transformSchema: (schema) => guardSchema(schema, table),
    context: contextOf(authenticator, log),
    parseOptions: { maxTokens: limits.tokens },
    validationRules: limited.rules,
    plugins: [...limited.plugins, logFaults(log) as ApolloServerPlugin, measureOperations(namesOf(operations)) as ApolloServerPlugin],
    formatError: formatError(!production),
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    introspection: !production,
    persistedQueries: false,
    playground: false,
    cache: 'bounded',
    stopOnTerminationSignals: false,
  };
}

/** What the screen of our own client is in, whatever the account says: one page is read in one language. */
function chosenLanguage({ headers }: IncomingMessage): Language | undefined {
  const chosen = headers['x-evenkeel-language'];
  return typeof chosen === 'string' && isLanguage(chosen) ? chosen : undefined;
}

const contextOf = (authenticator: Authenticator, log: Log) => async ({ req }: { readonly req: IncomingMessage }): Promise<GraphqlContext> => {
  const requestId = requestIdOf(req);
  try {
    const visitor = await authenticator.identify(req);
    const language = chosenLanguage(req) ?? visitor?.language ?? preferredLanguage(req.headers['accept-language']);
    return { actor: visitor?.actor ?? null, requestId, language, loaders: new Loaders() };
  } catch (error) {
    throw faultBeforeContext(error, requestId, log);
  }
};
