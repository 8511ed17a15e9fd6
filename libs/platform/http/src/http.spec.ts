import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { Body, Controller, Get, Ip, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig, type Config } from '@evenkeel/config';
import { pino } from 'pino';
import supertest from 'supertest';
import { HealthChecks } from './health.js';
import { HttpModule } from './http.module.js';
import { nestLog } from './log.js';
import { prepareHttp } from './prepare-http.js';

@Controller('auth')
class ProbeController {
  @Get('fault') fault(): never { throw Object.assign(new Error('the password was hunter2'), { severity: 'ERROR', code: '23505', constraint: 'one_each', detail: 'Key (email)=(a@b.c)' }); }
  @Get('whence') whence(@Ip() address: string): string { return address; }
  @Post('echo') echo(@Body() body: unknown): unknown { return body; }
}
@Controller('ack')
class FormController { @Post(':token') post(): string { return 'done'; } }
@Module({ imports: [HttpModule], controllers: [ProbeController, FormController] })
class ProbeModule {}

const lines: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => { lines.push(line); } });
const golden = JSON.parse(readFileSync(path.join(import.meta.dirname, 'security-headers.golden.json'), 'utf8')) as Record<string, Record<string, string>>;

async function start(web: string | undefined, more: Partial<Config> = {}): Promise<NestExpressApplication> {
  const config = { ...readConfig({ DATABASE_URL: 'postgres://x@127.0.0.1/x', EVENKEEL_SECRET: 'a'.repeat(64), EVENKEEL_WEB_DIR: web }), ...more };
  const app = await NestFactory.create<NestExpressApplication>(ProbeModule, { bodyParser: false, logger: nestLog(log), abortOnError: false });
  prepareHttp(app, config, log);
  return app.init();
}

const script = `console.log(${JSON.stringify('x'.repeat(5000))})`;

describe('the http surface', () => {
  let app: NestExpressApplication;
  let web: string;
  const call = () => supertest(app.getHttpServer());

  beforeAll(async () => {
    web = mkdtempSync(path.join(tmpdir(), 'web-'));
    mkdirSync(path.join(web, 'assets'));
    writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>page</title>');
    for (const name of ['main-abc123.js', 'rest-abc123.js']) writeFileSync(path.join(web, 'assets', name), script);
    writeFileSync(path.join(web, 'assets/main-abc123.js.br'), brotliCompressSync(script));
    writeFileSync(path.join(web, 'csp-hashes.json'), JSON.stringify({ scripts: ['sha256-c2NyaXB0'], styles: ['sha256-c3R5bGU='] }));
    writeFileSync(path.join(path.dirname(web), 'outside.txt'), 'secret');
    app = await start(web);
  });
  afterAll(async () => { await app.close(); rmSync(web, { recursive: true }); });

  describe('headers', () => {
    const seen = (headers: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(headers).sort()
      .filter(([name]) => !['date', 'connection', 'keep-alive', 'content-length', 'content-type', 'x-request-id', 'etag', 'transfer-encoding'].includes(name)));

    it('are those of the golden file on pages and on answers of the api', async () => {
      expect(seen((await call().get('/')).headers)).toEqual(golden['a page over http']);
      expect(seen((await call().get('/health/live')).headers)).toEqual(golden['an answer of the api over http']);
    });

    it('add transport security over https, and never anything unsafe', async () => {
      const secure = await start(web, { BASE_URL: 'https://clinic.example' });
      expect(seen((await supertest(secure.getHttpServer()).get('/')).headers)).toEqual(golden['a page over https']);
      await secure.close();
      expect(JSON.stringify(golden)).not.toContain('unsafe');
    });

    it('say where a request comes from as far back as the proxies are ours, and no further', async () => {
      const claims = '192.0.2.6, 198.51.100.9, 10.1.0.5';
      const whence = async (TRUSTED_PROXIES: string[]): Promise<string> => {
        const behind = await start(undefined, { TRUSTED_PROXIES });
        const { text } = await supertest(behind.getHttpServer()).get('/auth/whence').set('x-forwarded-for', claims);
        await behind.close();
        return text;
      };
      expect(await whence(['loopback'])).toBe('10.1.0.5');
      expect(await whence(['loopback', 'uniquelocal'])).toBe('198.51.100.9');
      expect(await whence(['loopback', '10.1.0.0/16', '198.51.100.9'])).toBe('192.0.2.6');
      expect(await whence(['203.0.113.1'])).toMatch(/127\.0\.0\.1$/);
    });

    it('give each request an id of ours, whatever the client brings', async () => {
      const ids = await Promise.all([1, 2].map(async () => (await call().get('/health/live').set('x-request-id', 'mine')).headers['x-request-id']));
      expect(new Set(ids).size).toBe(2);
      expect(ids).not.toContain('mine');
    });
  });

  describe('the web client', () => {
    it('keeps hashed assets for a year and asks again for the page', async () => {
      const asset = await call().get('/assets/main-abc123.js').set('accept-encoding', 'br');
      expect([asset.status, asset.headers['cache-control'], asset.headers['content-encoding']]).toEqual([200, 'public, max-age=31536000, immutable', 'br']);
      const page = await call().get('/');
      expect([page.headers['cache-control'], page.headers['content-type']]).toEqual(['no-cache', 'text/html; charset=utf-8']);
      expect((await call().get('/').set('if-none-match', String(page.headers['etag']))).status).toBe(304);
    });

    it.each([
      ['main', 'gzip, br', 'br'], ['main', 'gzip', 'gzip'], ['main', 'br;q=0', undefined], ['rest', 'gzip, br', 'gzip'], ['rest', 'br', undefined],
    ])('sends %s to somebody who takes %s as %s, whole', async (name, accepted, encoding) => {
      const answer = await call().get(`/assets/${name}-abc123.js`).set('accept-encoding', accepted).buffer(true).parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
      });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(String(answer.body)).toBe(script);
    });

    it.each(['/today', '/alerts/0198c0de', '/patients'])('answers %s with the page', async (at) => {
      expect((await call().get(at)).text).toContain('<title>page</title>');
    });

    it.each(['/graphql', '/auth/nothing', '/realtime', '/ack', '/assets/gone.js', '/assets/main-abc123.js.br', '/csp-hashes.json', '/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt'])(
      'does not answer %s with a page or a file', async (at) => {
        const answer = await call().get(at);
        expect([answer.status, answer.text.includes('secret'), answer.text.includes('<title>')]).toEqual([404, false, false]);
      });
  });

  describe('writes', () => {
    const write = (headers: Record<string, string>, at = '/auth/echo') => call().post(at).set(headers).send({ a: 1 });
    const client = { 'x-evenkeel-client': 'web' };

    it.each([
      ['a browser of ours', { ...client, 'sec-fetch-site': 'same-origin' }, 201],
      ['an older browser of ours', { ...client, origin: 'http://localhost:4000' }, 201],
      ['a program', client, 201],
      ['without our header', { 'sec-fetch-site': 'same-origin' }, 403],
      ['another site', { ...client, 'sec-fetch-site': 'cross-site' }, 403],
      ['a neighbour on the same site', { ...client, 'sec-fetch-site': 'same-site' }, 403],
      ['an older browser on another site', { ...client, origin: 'https://evil.example' }, 403],
      ['a page without an origin', { ...client, origin: 'null' }, 403],
    ])('from %s', async (_who, headers, status) => { expect((await write(headers)).status).toBe(status); });

    it('lets the plain acknowledge form through, but only from our own page', async () => {
      expect((await write({ 'sec-fetch-site': 'same-origin' }, '/ack/token')).status).toBe(201);
      expect((await write({ 'sec-fetch-site': 'cross-site' }, '/ack/token')).status).toBe(403);
    });

    it('are limited to 100 kB and to JSON', async () => {
      expect((await write(client).send({ a: 'x'.repeat(90_000) })).status).toBe(201);
      const large = await write(client).send({ a: 'x'.repeat(110_000) });
      expect([large.status, large.body]).toEqual([413, { code: 'too-large' }]);
      const odd = await call().post('/auth/echo').set(client).set('content-type', 'application/json').send('{"a":');
      expect([odd.status, odd.body]).toEqual([400, { code: 'bad-request' }]);
    });
  });

  it('answers a fault with a reference and logs it without values of rows', async () => {
    const answer = await call().get('/auth/fault');
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({ code: 'fault', reference: String(answer.headers['x-request-id']).slice(0, 8) });
    const line = lines.find((each) => each.includes(`"reference":"${answer.body.reference}"`)) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 50, fault: { sqlState: '23505', constraint: 'one_each' } });
    expect(line).not.toMatch(/hunter2|a@b\.c/);
  });

  it('never logs the rest of a path: it may be a token', async () => {
    await call().post('/ack/s3cret-token').set('sec-fetch-site', 'same-origin').send({});
    expect(lines.some((line) => line.includes('"path":"ack"'))).toBe(true);
    expect(lines.join()).not.toContain('s3cret');
  });

  describe('health', () => {
    it('is alive, and ready only when every check is well', async () => {
      expect((await call().get('/health/live')).body).toEqual({ status: 'ok' });
      const checks = app.get(HealthChecks);
      checks.register('well', async () => ({ ok: true, detail: { lagMs: 3 } }));
      expect((await call().get('/health/ready')).body).toEqual({ status: 'ready', checks: { well: { ok: true, detail: { lagMs: 3 } } } });
      checks.register('ill', async () => { throw new RangeError('with a secret'); });
      const ill = await call().get('/health/ready');
      expect([ill.status, ill.body.status, ill.body.checks.ill]).toEqual([503, 'not-ready', { ok: false, detail: { problem: 'RangeError' } }]);
    });

    it('goes on serving while only the product as a whole is not well', async () => {
      const checks = app.get(HealthChecks);
      checks.register('database', async () => ({ ok: true }), 'serving');
      expect((await call().get('/health/serving')).body).toEqual({ status: 'ready', checks: { database: { ok: true } } });
      checks.register('migrations', async () => ({ ok: false }), 'serving');
      expect((await call().get('/health/serving')).status).toBe(503);
    });

    it('measures itself', async () => {
      await call().post('/ack/another-token').set('sec-fetch-site', 'same-origin').send({});
      const { text } = await call().get('/metrics');
      expect(text).toContain('process_resident_memory_bytes');
      expect(text).toMatch(/evenkeel_http_request_seconds_count\{method="POST",path="ack",status="201"\} [1-9]/);
      expect(text).not.toContain('another-token');
    });
  });
});
