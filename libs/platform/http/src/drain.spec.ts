import { Agent, createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Drain, drainable } from './drain.js';

interface Answer { readonly status: number; readonly connection: string | undefined; readonly body: string }

describe('a server that ends', () => {
  let server: Server;
  let drain: Drain;
  let port: number;
  let finish: (() => void)[];
  let asked: () => void;
  const agent = new Agent({ keepAlive: true });

  beforeEach(async () => {
    finish = [];
    asked = () => undefined;
    server = createServer();
    drain = drainable(server);
    server.on('request', (incoming, response) => {
      if (incoming.url === '/now') return void response.end('now');
      if (incoming.url === '/begun') response.write('be');
      finish.push(() => response.end('gun'));
      asked();
    });
    await new Promise<void>((settle) => { server.listen(0, '127.0.0.1', settle); });
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => { server.closeAllConnections(); });

  const ask = (path: string): Promise<Answer> => new Promise((settle, fail) => {
    request({ port, host: '127.0.0.1', path, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => { body += text; });
      response.on('end', () => { settle({ status: response.statusCode ?? 0, connection: response.headers.connection, body }); });
    }).on('error', fail).end();
  });
  const whenAsked = (): Promise<void> => new Promise((settle) => { asked = settle; });

  it('answers what was asked before, says that it was the last, and lets nobody in meanwhile', async () => {
    expect((await ask('/now')).connection).toBe('keep-alive');
    const reached = whenAsked();
    const answer = ask('/slow');
    await reached;
    let isQuiet = false;
    const quiet = drain.begin().then(() => { isQuiet = true; });
    await expect(new Promise((settle, fail) => { connect(port, '127.0.0.1').on('connect', settle).on('error', fail); })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(isQuiet).toBe(false);
    finish[0]?.();
    expect(await answer).toEqual({ status: 200, connection: 'close', body: 'gun' });
    await quiet;
    await drain.ended;
  });

  it('does not wait for the next question on a connection whose answer had begun', async () => {
    const reached = whenAsked();
    const answer = ask('/begun');
    await reached;
    await new Promise((settle) => { setTimeout(settle, 50); });
    const quiet = drain.begin();
    finish[0]?.();
    expect(await answer).toMatchObject({ body: 'begun' });
    await quiet;
    await drain.ended;
  });

  it('waits for no connection that is kept alive, nor for one that never asks', async () => {
    await ask('/now');
    const opened = connect(port, '127.0.0.1');
    await new Promise<void>((settle) => { opened.once('connect', () => { settle(); }); });
    await drain.begin();
    await drain.ended;
  });
});
