/** Everything that the api answers itself. The rest belongs to the web client's pages. */
export const apiPaths = ['graphql', 'graphiql', 'auth', 'realtime', 'ack', 'health', 'metrics', 'peer', 'peer-entry', 'documents', 'calendar'] as const;

/** Whether a request is one of the peer realm, which has its own log. */
export const isOfPeerRealm = (path: string): boolean => apiPathOf(path) === 'peer';

/** First part of a path when it belongs to the api, else `null`. This, not the path, is what may be logged: links carry tokens. */
export function apiPathOf(path: string): (typeof apiPaths)[number] | null {
  const [, first = ''] = path.split('/', 2);
  return apiPaths.find((each) => each === first.split('?', 1)[0]) ?? null;
}
