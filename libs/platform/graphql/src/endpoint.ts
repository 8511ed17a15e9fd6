import type { IncomingMessage } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { Type } from '@nestjs/common';
import { requestIdOf, type Log } from '@evenkeel/http';
import { isLanguage, type Language, preferredLanguage } from '@evenkeel/language';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import { limitRules, limits } from './limits.js';
import { Loaders } from './loaders.js';
import { faultBeforeContext, formatError, logFaults } from './mask-errors.js';
import { measureOperations } from './measure-operations.js';
import { ownTypesOnly, type ResolverClass } from './own-types.js';
import { namesOf, type Operations } from './persisted-operations.js';
import { InvalidInput, NotAllowedNow, NotFound, Stale } from './refusal.types.js';

/** What an endpoint of either realm is made of. */
export interface Endpoint {
  readonly operations: Operations;
  readonly log: Log;
  /** No free text, no introspection, no explanations. */
  readonly production: boolean;
  /** Modules whose resolvers answer here, and those resolvers; all of the process when it is left out. */
  readonly scopes?: readonly Type[];
  readonly resolvers?: readonly ResolverClass[];
}

/** Who asks, and in which language their account or session is. */
export interface Identified<Who> {
  readonly actor: Who;
  readonly language: Language;
}

/** Settings of the executor: the same limits, masks and refusals at every endpoint. */
export function endpoint<Who extends RequestContext['actor']>(
  path: string, { log, production, operations, scopes, resolvers }: Endpoint,
  guard: (schema: GraphQLSchema) => GraphQLSchema, identify: (request: IncomingMessage) => Promise<Identified<Who> | null>,
): Omit<ApolloDriverConfig, 'driver'> {
  const limited = limitRules(production);
  return {
    path,
    autoSchemaFile: true,
    ...(scopes === undefined ? {} : { include: [...scopes] }),
    buildSchemaOptions: { orphanedTypes: [InvalidInput, NotFound, Stale, NotAllowedNow] },
    transformSchema: (schema) => guard(ownTypesOnly(schema, resolvers)),
    context: contextOf(identify, log),
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

const contextOf = (identify: (request: IncomingMessage) => Promise<Identified<RequestContext['actor']> | null>, log: Log) =>
  async ({ req }: { readonly req: IncomingMessage }): Promise<RequestContext> => {
    const requestId = requestIdOf(req);
    try {
      const visitor = await identify(req);
      const language = chosenLanguage(req) ?? visitor?.language ?? preferredLanguage(req.headers['accept-language']);
      return { actor: visitor?.actor ?? null, requestId, language, loaders: new Loaders() };
    } catch (error) {
      throw faultBeforeContext(error, requestId, log);
    }
  };
