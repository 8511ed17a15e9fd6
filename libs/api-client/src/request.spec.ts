import { describe, expect, it } from '@jest/globals';
import type { Operation } from './operation.js';
import { ApiError, createApiClient } from './request.js';

const today: Operation<{ today: { zone: string } }, Record<string, never>> = { name: 'Today', hash: 'abc' };

interface Asked {
  url: string;
  init: RequestInit;
}

const clientThat = (status: number, body: string) => {
  const asked: Asked[] = [];
  const client = createApiClient({
    fetch: async (url, init) => {
      asked.push({ url: String(url), init: init ?? {} });
      return new Response(status === 204 ? null : body, { status });
    },
  });
  return { client, asked };
};

const failureOf = async (promise: Promise<unknown>): Promise<ApiError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('should have failed with an ApiError');
};

describe('the client', () => {
  it('sends the hash and the header of the web client, never the text', async () => {
    const { client, asked } = clientThat(200, '{"data":{"today":{"zone":"Europe/Madrid"}}}');
    expect(await client.request(today, {})).toEqual({ today: { zone: 'Europe/Madrid' } });
    const [call] = asked;
    expect(call?.url).toBe('/graphql');
    expect(call?.init.credentials).toBe('same-origin');
    expect(new Headers(call?.init.headers).get('x-evenkeel-client')).toBe('web');
    expect(JSON.parse(String(call?.init.body))).toEqual({ operationName: 'Today', variables: {}, extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } });
  });

  it('names the language of the screen as it is at the moment of asking', async () => {
    const asked: (string | null)[] = [];
    let language = 'en';
    const client = createApiClient({
      fetch: async (_url, init) => {
        asked.push(new Headers(init?.headers).get('x-evenkeel-language'));
        return new Response('{"data":{}}');
      },
      language: () => language,
    });
    await client.request(today, {});
    language = 'es';
    await client.request(today, {});
    expect(asked).toEqual(['en', 'es']);
  });

  it.each([
    [401, '{}', 'signed-out'],
    [200, '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}', 'signed-out'],
    [200, '{"errors":[{"extensions":{"code":"FORBIDDEN"}}]}', 'not-allowed'],
    [500, '{}', 'fault'],
    [200, '{"data":null}', 'fault'],
    [200, '{"errors":[{}],"data":{"today":null}}', 'fault'],
    [503, '{}', 'unreachable'],
    [200, '<html>a proxy</html>', 'unreachable'],
  ])('reads %s %s as %s', async (status, body, failure) => {
    const error = await failureOf(clientThat(status, body).client.request(today, {}));
    expect([error.failure, error.status]).toEqual([failure, status]);
  });

  it('keeps the reference of a fault and the code of a refusal', async () => {
    const fault = await failureOf(clientThat(200, '{"errors":[{"extensions":{"code":"FAULT","reference":"7K4M"}}]}').client.request(today, {}));
    expect(fault.reference).toBe('7K4M');
    const refused = await failureOf(clientThat(401, '{"code":"sign-in-failed"}').client.rest('POST', '/auth/sign-in', {}));
    expect(refused.code).toBe('sign-in-failed');
  });

  it('takes an empty answer as nothing and a dead line as unreachable', async () => {
    expect(await clientThat(204, '').client.rest('POST', '/auth/sign-out')).toBeNull();
    const dead = createApiClient({ fetch: () => Promise.reject(new TypeError('failed to fetch')) });
    expect(await failureOf(dead.request(today, {}))).toMatchObject({ failure: 'unreachable', status: null });
  });
});
