import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitingRoom } from './waiting-room.js';

describe('a waiting room for two', () => {
  let server: Server;
  let held: ServerResponse[];
  beforeEach(async () => {
    held = [];
    const room = waitingRoom({ atOnce: 2, mayWait: (body) => body === 'quiet', again: () => 7 });
    server = createServer((request, response) => room(Object.assign(request, { body: request.url === '/loud' ? 'loud' : 'quiet' }), response, () => { held.push(response); }));
    await new Promise<void>((settle) => { server.listen(0, '127.0.0.1', settle); });
  });
  afterEach(() => { server.closeAllConnections(); server.close(); });

  const ask = (path: string, signal?: AbortSignal): Promise<Response> => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, signal === undefined ? {} : { signal });
  const inside = async (count: number): Promise<void> => { while (held.length < count) await new Promise((settle) => { setTimeout(settle, 5); }); };

  it('sends the third away, says when to come again, and lets in whom it must', async () => {
    const two = [ask('/quiet'), ask('/quiet')];
    await inside(2);
    const third = await ask('/quiet');
    expect([third.status, third.headers.get('retry-after'), await third.json()]).toEqual([503, '7', { code: 'busy' }]);
    const loud = ask('/loud');
    await inside(3);
    for (const response of held) response.end();
    expect((await Promise.all([...two, loud])).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('has room again for each that was answered or hung up', async () => {
    const hangUp = new AbortController();
    const first = ask('/quiet', hangUp.signal).catch(() => null);
    const second = ask('/quiet');
    await inside(2);
    const gone = new Promise((settle) => { held[0]?.once('close', settle); });
    hangUp.abort();
    held[1]?.end();
    await Promise.all([first, second, gone]);
    const next = [ask('/quiet'), ask('/quiet')];
    await inside(4);
    for (const response of held) response.end();
    expect((await Promise.all(next)).map(({ status }) => status)).toEqual([200, 200]);
  });
});
