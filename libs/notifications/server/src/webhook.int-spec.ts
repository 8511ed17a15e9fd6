import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '@evenkeel/config';
import { longestAttemptMs } from './outcome.js';
import { Webhook } from './webhook.js';

const body = { kind: 'fallback', reference: '7K2P', tier: 'E0', lap: 2, text: 'Nobody has answered.', link: 'http://localhost:4000/alerts/1' } as const;

describe('the webhook', () => {
  let server: Server | undefined;
  afterEach(async () => { server?.closeAllConnections(); await new Promise((settle) => server?.close(settle) ?? settle(null)); });
  const at = async (listener: RequestListener): Promise<Webhook> => {
    server = createServer(listener);
    await new Promise<void>((settle) => server?.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    return new Webhook(readConfig({ DATABASE_URL: 'postgres://u:p@127.0.0.1/d', EVENKEEL_SECRET: 'a'.repeat(64), FALLBACK_WEBHOOK_URL: `http://127.0.0.1:${port}/line` }));
  };

  it('posts what happened with its idempotency key', async () => {
    let seen: unknown;
    const hook = await at((request, response) => {
      let text = '';
      request.on('data', (chunk) => { text += String(chunk); }).on('end', () => { seen = { key: request.headers['idempotency-key'], body: JSON.parse(text) as unknown }; response.end('{}'); });
    });
    expect(await hook.send(body, 'key 1')).toMatchObject({ outcome: 'ok' });
    expect(seen).toEqual({ key: 'key 1', body });
  });

  it.each([[500, 'retry'], [429, 'retry'], [410, 'permanent'], [302, 'permanent']] as const)('maps %i to %s and follows nobody', async (status, outcome) => {
    let hits = 0;
    const hook = await at((_request, response) => { hits += 1; response.writeHead(status, { location: 'http://169.254.169.254/' }).end(); });
    expect(await hook.send(body, 'key')).toMatchObject({ outcome, code: String(status) });
    expect(hits).toBe(1);
  });

  it('takes the status of an answer that never ends, without reading it', async () => {
    const hook = await at((_request, response) => { response.writeHead(200); const more = setInterval(() => response.write('x'.repeat(65_536)), 5); response.on('close', () => clearInterval(more)); });
    const from = performance.now();
    expect(await hook.send(body, 'key')).toMatchObject({ outcome: 'ok' });
    expect(performance.now() - from).toBeLessThan(2000);
  });

  it('calls it unknown after eight seconds of silence', async () => {
    const hook = await at(() => undefined);
    const from = performance.now();
    expect(await hook.send(body, 'key')).toMatchObject({ outcome: 'unknown', code: 'timeout' });
    expect(performance.now() - from).toBeLessThan(longestAttemptMs + 1500);
  }, 15_000);
});
