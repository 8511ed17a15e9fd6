import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

/** Text of an operation by the SHA-256 of that text, in hexadecimal. */
export type Operations = ReadonlyMap<string, string>;

/** Reads the client's manifest. Entries are only ever added: a phone that was offline replays old hashes weeks later. */
export function readOperations(file: string): Operations {
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string().min(1)).parse(JSON.parse(readFileSync(file, 'utf8')))));
}

/** Names of the operations, each once. */
export const namesOf = (operations: Operations): ReadonlySet<string> =>
  new Set([...operations.values()].flatMap((text) => /\b(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ?? []));

const persisted = z.object({
  query: z.undefined().optional(),
  extensions: z.object({ persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) }) }),
});

/** As Express hands it over: the body is what the JSON parser read, if it read anything. */
type GraphqlRequest = IncomingMessage & { body?: unknown };

/**
 * Stands in front of the executor: POST with JSON only, one operation at a time, and the text of the operation
 * comes from the manifest. Free text is let through only where `adHoc` says so, which is never in production.
 */
export function operationGate(operations: Operations, adHoc: boolean) {
  return (request: GraphqlRequest, response: ServerResponse, next: () => void): void => {
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...(status === 405 ? { allow: 'POST' } : {}) }).end(JSON.stringify({ code }));
    };
    if (request.method !== 'POST') return refuse(405, 'post-only');
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'not-json');
    const { body } = request;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse(400, 'bad-request');
    const known = persisted.safeParse(body);
    if (known.success) {
      const text = operations.get(known.data.extensions.persistedQuery.sha256Hash);
      if (text === undefined) return refuse(400, 'unknown-operation');
      const { operationName, variables } = body as { operationName?: unknown; variables?: unknown };
      request.body = { query: text, operationName, variables };
      return next();
    }
    if (adHoc && typeof (body as { query?: unknown }).query === 'string') return next();
    return refuse(400, 'persisted-operations-only');
  };
}
