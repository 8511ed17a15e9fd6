import type { ApolloServerPlugin } from '@apollo/server';
import { Histogram, register } from 'prom-client';
import type { RequestContext } from './context.js';

const name = 'evenkeel_graphql_operation_seconds';

function histogram(): Histogram<'operation' | 'outcome'> {
  const known = register.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  return new Histogram({
    name, help: 'Time to carry out an operation of the manifest', labelNames: ['operation', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
}

/** Times operations by name. Names come from the manifest, so their number is bounded; free text counts as one. */
export function measureOperations(names: ReadonlySet<string>): ApolloServerPlugin<RequestContext> {
  const seconds = histogram();
  return {
    async requestDidStart() {
      const end = seconds.startTimer();
      return {
        async willSendResponse({ operationName, errors }) {
          const isKnown = typeof operationName === 'string' && names.has(operationName);
          end({ operation: isKnown ? operationName : 'ad hoc', outcome: errors === undefined || errors.length === 0 ? 'answered' : 'errors' });
        },
      };
    },
  };
}
