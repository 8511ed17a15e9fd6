import type { ApolloServerPlugin } from '@apollo/server';
import { describeFault, referenceOf, type Log } from '@evenkeel/http';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { sayRefusal } from '@evenkeel/language';
import type { RequestContext } from './context.js';
import { openCodes } from './errors.js';

/** Codes of Apollo for a request that cannot be carried out as it stands. */
const clientCodes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']);
const isOpen = (code: unknown): boolean => (openCodes as readonly unknown[]).includes(code) || code === 'fault';

const masked = new WeakMap<object, { readonly message: string; readonly reference: string }>();

/**
 * Logs every fault of an execution under the request's reference and notes what the client may read instead. What
 * was asked with which variables is not logged: both can hold what a patient said.
 */
export const logFaults = (log: Log): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue: { requestId, language } }) {
        for (const error of errors) {
          const { code } = error.extensions;
          if (isOpen(code)) continue;
          if (clientCodes.has(String(code))) {
            log.warn({ requestId, code }, 'operation refused');
            continue;
          }
          const reference = referenceOf(requestId);
          masked.set(error, { reference, message: sayRefusal(language, { code: 'fault', facts: { reference } }) });
          log.error({ requestId, reference, field: error.path?.filter((part) => typeof part === 'string').join('.'), fault: describeFault(error.originalError ?? error) }, 'fault');
        }
      },
    };
  },
});

/** What leaves the process: a code, a sentence, and for a fault the reference; never a stack or an inner message. */
export const formatError = (explain: boolean) => (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const { path, message } = formatted;
  const code = formatted.extensions?.['code'];
  if (isOpen(code)) return { message, path, extensions: { code, reference: formatted.extensions?.['reference'] } };
  if (clientCodes.has(String(code))) return { message: explain ? message : 'The operation is not valid.', extensions: { code: 'bad-request' } };
  const fault = typeof error === 'object' && error !== null ? masked.get(error) : undefined;
  return { message: fault?.message ?? 'Something went wrong.', path, extensions: { code: 'fault', reference: fault?.reference } };
};

/** For a fault before there is a context, such as a database that does not answer while the session is looked up. */
export function faultBeforeContext(error: unknown, requestId: string, log: Log): GraphQLError {
  const reference = referenceOf(requestId);
  log.error({ requestId, reference, fault: describeFault(error) }, 'fault');
  return new GraphQLError('Something went wrong.', { extensions: { code: 'fault', reference, http: { status: 503 } } });
}
