import { createHash } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Field, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '@evenkeel/config';
import { Authenticator, HttpModule, nestLog, prepareHttp, type Visitor } from '@evenkeel/http';
import type { Actor } from '@evenkeel/kernel';
import { pino } from 'pino';
import supertest from 'supertest';
import { Access, CurrentActor, Shown } from './access.js';
import type { AccessTable } from './access-table.js';
import { GraphqlModule, prepareGraphql } from './graphql.module.js';

@ObjectType('Boat')
class BoatType {
  @Field(() => String) @Shown('public') name!: string;
  @Field(() => BoatType, { nullable: true }) @Shown('public') next!: BoatType | null;
}

@Resolver()
class BoatResolver {
  @Query(() => BoatType) @Access('boat.read') boat(@CurrentActor() actor: Actor): BoatType { return { name: actor.role, next: null }; }
  @Query(() => String) @Access('public') weather(): string { return 'windy'; }
  @Query(() => String) @Access('public') leak(): string { throw new Error('the diary says: I stopped yesterday'); }
  @Mutation(() => String) @Access('public') log(@Args('text', { type: () => String }) text: string): string { return text; }
}

@Resolver()
class RecklessResolver { @Query(() => String) reckless(): string { return 'x'; } }

class FakeAuthenticator extends Authenticator {
  async identify(request: { headers: Record<string, unknown> }): Promise<Visitor | null> {
    const role = request.headers['x-role'];
    if (role === 'broken') throw new Error('no database');
    return typeof role === 'string' ? { actor: { kind: 'person', role } as Actor, language: 'es' } : null;
  }
}
@Global()
@Module({ providers: [{ provide: Authenticator, useClass: FakeAuthenticator }], exports: [Authenticator] })
class IdentityModule {}

const lines: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => { lines.push(line); } });
const table: AccessTable = { rolesFor: (verb) => (verb === 'boat.read' ? ['patient'] : undefined), rolesReaching: () => undefined };
const boatQuery = 'query Boat { boat { name } }';
const hash = createHash('sha256').update(boatQuery).digest('hex');
const operations = new Map([[hash, boatQuery]]);

async function start(production: boolean, resolver: new () => object = BoatResolver): Promise<NestExpressApplication> {
  @Module({ imports: [HttpModule, IdentityModule, GraphqlModule.forApi({ table, operations, log, production })], providers: [resolver] })
  class AppModule {}
  const config = readConfig({ DATABASE_URL: 'postgres://x@127.0.0.1/x', EVENKEEL_SECRET: 'a'.repeat(64) });
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false, logger: nestLog(log), abortOnError: false });
  prepareHttp(app, config, log);
  prepareGraphql(app, { operations, production });
  return app.init();
}

describe('the GraphQL endpoint', () => {
  let production: NestExpressApplication;
  let development: NestExpressApplication;
  beforeAll(async () => { production = await start(true); development = await start(false); }, 30_000);
  afterAll(async () => { await production.close(); await development.close(); });

  const post = (app: NestExpressApplication, body: object, role?: string) => {
    const request = supertest(app.getHttpServer()).post('/graphql').set('x-evenkeel-client', 'web');
    return (role === undefined ? request : request.set('x-role', role)).send(body);
  };
  const adHoc = (query: string, role = 'patient') => post(development, { query }, role);
  const persisted = (sha256Hash: string, role?: string) => post(production, { operationName: 'Boat', variables: {}, extensions: { persistedQuery: { version: 1, sha256Hash } } }, role);

  it('runs an operation of the manifest by its hash', async () => {
    const answer = await persisted(hash, 'patient');
    expect([answer.status, answer.body]).toEqual([200, { data: { boat: { name: 'patient' } } }]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('runs nothing else in production', async () => {
    const unknown = await persisted('0'.repeat(64), 'patient');
    expect([unknown.status, unknown.body]).toEqual([400, { code: 'unknown-operation' }]);
    const free = await post(production, { query: '{ weather }' });
    expect([free.status, free.body]).toEqual([400, { code: 'persisted-operations-only' }]);
    const both = await post(production, { query: '{ weather }', extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });
    expect([both.status, both.body]).toEqual([400, { code: 'persisted-operations-only' }]);
  });

  it.each([
    ['a batch', [{ query: '{ weather }' }], 400], ['nothing', {}, 400],
  ])('refuses %s', async (_what, body, status) => { expect((await post(development, body)).status).toBe(status); });

  it('refuses everything but POST with JSON', async () => {
    const http = () => supertest(development.getHttpServer());
    expect((await http().get('/graphql?query={weather}')).status).toBe(405);
    expect((await http().post('/graphql').set('x-evenkeel-client', 'web').type('form').send('query={weather}')).status).toBe(415);
    expect((await http().post('/graphql').set('x-evenkeel-client', 'web').type('text/plain').send('{"query":"{weather}"}')).status).toBe(415);
  });

  it('words what it says in the language of the screen, which may be another than that of the account', async () => {
    const refusedIn = async (language: string): Promise<string> =>
      (await supertest(development.getHttpServer()).post('/graphql').set('x-evenkeel-client', 'web').set('x-role', 'auditor').set('x-evenkeel-language', language).send({ query: boatQuery })).body.errors[0].message;
    const [english, spanish, unknown] = await Promise.all([refusedIn('en'), refusedIn('es'), refusedIn('tlh')]);
    expect(english).not.toBe(spanish);
    expect(unknown).toBe(spanish);
  });

  it('answers a visitor who is not signed in with 401, the wrong role with 403, in their language', async () => {
    const nobody = await persisted(hash);
    expect([nobody.status, nobody.body.errors[0].extensions.code, nobody.body.errors[0].message]).toEqual([401, 'signed-out', 'Please sign in again.']);
    const auditor = await persisted(hash, 'auditor');
    expect([auditor.status, auditor.body.errors[0].extensions.code, auditor.body.errors[0].message]).toEqual([403, 'not-allowed', 'Su función no permite hacer esto.']);
  });

  it('masks a fault behind the reference of the request and keeps its text in the log', async () => {
    const answer = await adHoc('{ leak }');
    const [error] = answer.body.errors;
    expect(error.extensions).toEqual({ code: 'fault', reference: String(answer.headers['x-request-id']).slice(0, 8) });
    expect(JSON.stringify(answer.body)).not.toContain('diary');
    expect(lines.some((line) => line.includes(error.extensions.reference) && line.includes('"field":"leak"'))).toBe(true);
  });

  it('never logs what was asked with which variables', async () => {
    await post(development, { query: 'mutation($t: String!) { log(text: $t) }', variables: { t: 'my secret words' } }, 'patient');
    await post(development, { query: 'mutation($t: Int!) { log(text: $t) }', variables: { t: 'my secret words' } }, 'patient');
    expect(lines.join()).not.toContain('my secret words');
  });

  it('answers 503 with a reference when it cannot find out who asks', async () => {
    const answer = await persisted(hash, 'broken');
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([503, 'fault']);
    expect(JSON.stringify(answer.body)).not.toContain('database');
  });

  it.each([
    ['depth', `{ boat { ${'next { '.repeat(9)} name ${'} '.repeat(9)} } }`],
    ['aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: weather`).join(' ')} }`],
    ['tokens', `{ ${'weather '.repeat(1001)} }`],
    ['directives', `{ weather ${'@include(if: true) '.repeat(11)} }`],
    ['an unknown field', '{ wether }'],
  ])('limits %s', async (_what, query) => {
    const answer = await adHoc(query);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([400, 'bad-request']);
  });

  it('tells its types only outside production', async () => {
    expect((await adHoc('{ __schema { queryType { name } } }')).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('measures operations by name, and free text as one', async () => {
    await persisted(hash, 'patient');
    await adHoc('query Sneaky { weather }');
    const { text } = await supertest(production.getHttpServer()).get('/metrics');
    expect(text).toMatch(/evenkeel_graphql_operation_seconds_count\{operation="Boat",outcome="answered"\} [1-9]/);
    expect(text).toContain('operation="ad hoc"');
    expect(text).not.toContain('Sneaky');
  });

  it('does not start with a root field that nobody guards', async () => {
    await expect(start(true, RecklessResolver)).rejects.toThrow(/Query\.reckless does not say who may call it/);
  });
});
