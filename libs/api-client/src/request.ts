import type { Operation } from './operation.js';

/**
 * Why there is no answer. `unreachable`: nobody knows whether the server got it. `signed-out`: the session is over.
 * `not-allowed`: the acting role may not ask this. `fault`: the server said that something went wrong.
 */
export type ApiFailure = 'unreachable' | 'signed-out' | 'not-allowed' | 'fault';

/** The only error that `request` and `post` throw. Expected refusals are not errors: they are members of the result's union. */
export class ApiError extends Error {
  constructor(
    readonly failure: ApiFailure,
    /** Short reference for support, when the server gave one. */
    readonly reference: string | null = null,
    /** Code of a REST refusal, such as `sign-in-failed`. */
    readonly code: string | null = null,
    /** Status of the answer, whoever gave it; `null` when nobody answered. */
    readonly status: number | null = null,
  ) {
    super(`Request failed: ${failure}`);
    this.name = 'ApiError';
  }
}

export interface ApiClient {
  /** Runs a persisted operation. Throws `ApiError`. */
  readonly request: <Result, Variables extends Record<string, unknown>>(operation: Operation<Result, Variables>, variables: Variables) => Promise<Result>;
  /** Calls one of the few REST addresses. `null` for an empty answer. Throws `ApiError`. */
  readonly rest: (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;
}

interface ApiClientOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Origin to ask; empty for the page's own. */
  readonly origin?: string;
  /** Where operations go; `/peer/graphql` for those of the peer realm. */
  readonly endpoint?: '/graphql' | '/peer/graphql';
  readonly timeoutMs?: number;
  /** The language of the screen at this moment, in which the server is to word what it says. Absent: that of the account. */
  readonly language?: () => string;
}

interface GraphQLReply {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string; readonly reference?: string } }[];
}

/** Same-origin cookies plus a header that no foreign page can send: together they are the defence against forged requests. */
const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-evenkeel-client': 'web' };

export function createApiClient({ fetch, origin = '', endpoint = '/graphql', timeoutMs = 20_000, language }: ApiClientOptions): ApiClient {
  async function send(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; reply: unknown }> {
    let status: number | null = null;
    try {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: language ? { ...headers, 'x-evenkeel-language': language() } : headers,
        credentials: 'same-origin',
        // Where the reader is stays out of what is asked: an address of one realm has no place in a request to the other.
        referrerPolicy: 'origin',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      status = response.status;
      const text = await response.text();
      return { status, reply: text === '' ? null : JSON.parse(text) };
    } catch {
      // A proxy's page instead of JSON counts as unreachable too: the answer may or may not have been stored.
      throw new ApiError('unreachable', null, null, status);
    }
  }

  return {
    async request<Result, Variables extends Record<string, unknown>>(operation: Operation<Result, Variables>, variables: Variables): Promise<Result> {
      const { status, reply } = await send('POST', endpoint, {
        operationName: operation.name,
        variables,
        extensions: { persistedQuery: { version: 1, sha256Hash: operation.hash } },
      });
      const { data, errors } = (reply ?? {}) as GraphQLReply;
      const first = errors?.[0]?.extensions;
      const failure = failureOf(status, first?.code);
      if (failure !== null) throw new ApiError(failure, first?.reference ?? null, first?.code ?? null, status);
      if (errors !== undefined && errors.length > 0) throw new ApiError('fault', first?.reference ?? null, first?.code ?? null, status);
      if (data === undefined || data === null) throw new ApiError('fault', null, null, status);
      return data as Result;
    },

    async rest(method, path, body) {
      const { status, reply } = await send(method, path, method === 'POST' ? (body ?? {}) : undefined);
      const { code, reference } = (reply ?? {}) as { code?: string; reference?: string };
      const failure = failureOf(status, code);
      if (failure !== null) throw new ApiError(failure, reference ?? null, code ?? null, status);
      return reply;
    },
  };
}

/** `null` when the status is fine and no known code says otherwise. */
function failureOf(status: number, code: string | undefined): ApiFailure | null {
  if (status === 401 || code === 'UNAUTHENTICATED' || code === 'signed-out') return 'signed-out';
  if (status === 403 || code === 'FORBIDDEN' || code === 'not-allowed') return 'not-allowed';
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  if (status >= 400) return 'fault';
  return null;
}
