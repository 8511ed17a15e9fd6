import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Operations, prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import type { TestDatabase } from '@evenkeel/testing';
import { AppModule } from '../app.module.js';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Asked {
  readonly method?: string;
  readonly cookie?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The api as a process serves it, on a test database and a port of its own. */
export interface House {
  readonly app: NestExpressApplication;
  readonly port: number;
  /** Everything that was logged, at the finest level. */
  readonly lines: string[];
  send(path: string, asked?: Asked): Promise<Answer>;
  /** A question to one of the endpoints. */
  ask(path: string, cookie: string, query: string, variables?: object): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts it. `production` is what people meet: persisted operations only, no explanations. */
export async function openHouse(t: TestDatabase, of: { readonly production?: boolean; readonly level?: 'debug' | 'silent'; readonly operations?: Operations; readonly smtp?: string } = {}): Promise<House> {
  const { production = false, operations = new Map<string, string>() } = of;
  const config = { ...t.config, ...(of.smtp === undefined ? {} : { SMTP_URL: of.smtp }), ...(production ? { NODE_ENV: 'production' as const } : {}) };
  const lines: string[] = [];
  const log = createLog({ LOG_LEVEL: of.level ?? 'silent', EVENKEEL_INSTANCE: 'test' }, { write: (line) => { lines.push(line); } });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(config, log, operations, operations), { bodyParser: false, logger: nestLog(log), abortOnError: false });
  prepareHttp(app, config, log);
  prepareGraphql(app, { operations, production }, { operations, production });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const send = (path: string, { method = 'POST', cookie = '', body, headers = {} }: Asked = {}): Promise<Answer> => new Promise((settle, fail) => {
    const asking = request({ port, host: '127.0.0.1', path, method, agent, headers: { 'x-evenkeel-client': 'web', 'content-type': 'application/json', cookie, ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', fail)
        .on('end', () => { settle({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString('utf8') }); });
    });
    asking.on('error', fail);
    asking.end(body);
  });
  return {
    app, port, lines, send,
    ask: (path, cookie, query, variables = {}) => send(path, { cookie, body: JSON.stringify({ query, variables }) }),
    close: async () => { agent.destroy(); await app.close(); },
  };
}

/** Works through a list with so many at a time. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  }));
}
