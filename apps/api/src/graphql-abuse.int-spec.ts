import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from '@evenkeel/graphql';
import { buildOrganisation, buildPatient, openSession } from '@evenkeel/identity-server/testing';
import { buildCommunity, buildGroup, buildPersona, enterAs } from '@evenkeel/peer-groups-server/testing';
import { peerResolvers, resolvers, rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { getIntrospectionQuery, getNamedType, type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import { documentsOf } from './testing/documents.js';
import { type Answer, type House, openHouse } from './testing/house.js';

/** What somebody would like to say about themselves or the thing and may not: none is a name of any input. */
const forbidden = [
  'organisationId', 'orgId', 'organisation', 'org', 'tenant', 'tenantId', 'tier', 'maxTier', 'ownerId', 'owner', 'userId', 'asActor', 'authorId', 'createdBy', 'setBy', 'signedBy',
  'signedAt', 'createdAt', 'updatedAt', 'receivedAt', 'deletedAt', 'isAdmin', 'admin', 'roles', 'actingRole', 'permissions', 'grants', 'scope', 'basis', 'steppedUpAt', 'session', 'sessionId',
  'token', 'password', 'passwordHash', 'secret', 'keyVersion', 'email_index', 'drill', 'isDrill', 'status', 'state', 'level', 'cycle', 'machine', 'policy', 'acknowledgedBy', 'engagedBy', 'resolvedBy',
  'part', 'communityId', 'persona', 'author', 'claimedBy', 'crisis', 'pinned', 'row_version', '__proto__', 'constructor', 'prototype',
] as const;

interface Endpoint {
  readonly path: string;
  readonly root: string;
  cookie: string;
}

describe('what a stranger sends to the two endpoints', () => {
  let t: TestDatabase;
  let house: House;
  const endpoints: Endpoint[] = [{ path: '/graphql', root: 'viewer { role }', cookie: '' }, { path: '/peer/graphql', root: 'me { part }', cookie: '' }];
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    closing.push(() => t.close());
    const organisationId = await buildOrganisation(t);
    const communityId = await buildCommunity(t);
    const cookies = [
      (await openSession(t, await buildPatient(t, { organisationId }))).cookie,
      (await enterAs(t, await buildPersona(t, { communityId, groupId: await buildGroup(t, { communityId }), displayName: 'Fern', state: 'approved' }))).cookie,
    ];
    endpoints.forEach((each, index) => { each.cookie = cookies[index] ?? ''; });
    house = await openHouse(t);
    closing.push(() => house.close());
  }, 120_000);
  afterAll(async () => { for (const close of closing.reverse()) await close(); });

  describe('S6: mass assignment', () => {
    it.each([['/graphql', resolvers], ['/peer/graphql', peerResolvers]] as const)('at %s no input takes a name that it does not declare', async (path, classes) => {
      expect(forbidden.length).toBeGreaterThanOrEqual(60);
      const cookie = endpoints.find((each) => each.path === path)?.cookie ?? '';
      const documents = documentsOf(await buildSchema(classes)).filter((each, index, all) => all.findIndex(({ root }) => root === each.root) === index);
      let cells = 0;
      for (const document of documents) for (const arg of document.args) {
        const type = getNamedType(arg.type);
        if (!isInputObjectType(type)) continue;
        for (const at of placesIn(type)) for (const names of [forbidden.slice(0, 30), forbidden.slice(30)]) {
          expect([at.type.name, names.filter((name) => Object.hasOwn(at.type.getFields(), name))]).toEqual([at.type.name, []]);
          const inner = `{${names.map((name) => `${JSON.stringify(name)}:"x"`).join(',')}}`;
          const body = `{"query":${JSON.stringify(document.text)},"variables":{"${arg.name}":${at.wrap(inner)}}}`;
          const { status, text } = await house.send(path, { cookie, body });
          const messages = text.split('"message"');
          for (const name of names) {
            cells += 1;
            expect([document.root, at.type.name, name, status, messages.some((each) => each.includes(`Field \\"${name}\\" is not defined by type`))]).toEqual([document.root, at.type.name, name, 400, true]);
          }
        }
      }
      process.stdout.write(`S6 ${path}: ${cells} names refused\n`);
      expect(cells).toBeGreaterThan(300);
    }, 120_000);

    it('takes no further argument of any root field either', async () => {
      for (const { path, cookie, root } of endpoints) for (const name of forbidden) {
        const { status, text } = await house.ask(path, cookie, `{ ${root.replace(' ', `(${name}: "x") `)} }`);
        expect([name, status, text.includes('"data":{')]).toEqual([name, 400, false]);
      }
    });
  });

  describe('S19: limits', () => {
    const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, index) => of(index)).join(' ');
    const nested = (depth: number): string => `{ __type(name: "Query") { fields { type ${'{ ofType '.repeat(depth)}{ name }${' }'.repeat(depth)} } } }`;
    const cases: Readonly<Record<string, (root: string) => string | Buffer | { readonly body: string | Buffer; readonly headers: Record<string, string> }>> = {
      'depth 50': () => query(nested(50)),
      'depth 400': () => query(nested(400)),
      '16 aliases': (root) => query(`{ ${many(16, (n) => `a${n}: ${root}`)} }`),
      '1,000 aliases': (root) => query(`{ ${many(1000, (n) => `a${n}: ${root}`)} }`),
      '10,000 fragments': (root) => query(`{ ${many(10_000, (n) => `...f${n}`)} } ${many(10_000, (n) => `fragment f${n} on Query { ${root} }`)}`),
      '200 fragments': (root) => query(`{ ${many(200, (n) => `...f${n}`)} } ${many(200, (n) => `fragment f${n} on Query { ${root} }`)}`),
      'circular fragments': (root) => query(`{ ...a } fragment a on Query { ${root} ...b } fragment b on Query { ...a }`),
      'a fragment in itself': () => query('{ ...a } fragment a on Query { ...a }'),
      '100 directives': (root) => query(`{ ${root.replace(' ', ` ${'@include(if: true) '.repeat(100)}`)} }`),
      'a batch': (root) => JSON.stringify(Array.from({ length: 100 }, () => ({ query: `{ ${root} }` }))),
      'a body of 5 MB': (root) => query(`{ ${root} } #${'x'.repeat(5_000_000)}`),
      'a compressed body of 50 MB': (root) => ({ body: gzipSync(query(`{ ${root} } #${'x'.repeat(50_000_000)}`)), headers: { 'content-encoding': 'gzip' } }),
      'a huge whole number': () => query('{ thing(first: 99999999999999999999) { id } }'),
      'lists within lists': (root) => `{"query":${JSON.stringify(`query ($a: Int) { ${root} }`)},"variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
      'objects within objects': (root) => `{"query":${JSON.stringify(`query ($a: Int) { ${root} }`)},"variables":{"a":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}}`,
      'a long word': (root) => query(`{ ${root} ${'w'.repeat(60_000)} }`),
      'no object': () => '"text"', 'nothing': () => '', 'half of it': () => '{"query":"{ vie',
      'two operations and no name': (root) => query(`query a { ${root} } query b { ${root} }`),
      'a subscription': (root) => query(`subscription { ${root} }`),
    };
    const query = (text: string): string => JSON.stringify({ query: text });

    it.each(Object.entries(cases))('refuses %s at both endpoints', async (_, make) => {
      for (const { path, root, cookie } of endpoints) {
        const made = make(root);
        const { status, text } = await house.send(path, { cookie, ...(typeof made === 'string' || Buffer.isBuffer(made) ? { body: made } : made) });
        expect([(status >= 400 && status < 500) || (status === 200 && /"errors":\[/.test(text)) ? 'refused' : status, text.includes('"data":{')]).toEqual(['refused', false]);
        expect(text).not.toMatch(/node_modules|\bat .*\.[jt]s/);
      }
    });

    it('reads a body with a key twice once, as the gate in front of it does', async () => {
      for (const { path, root, cookie } of endpoints) {
        const { text } = await house.send(path, { cookie, body: `{"query":"{ __typename }","query":${JSON.stringify(`{ ${root} }`)}}` });
        expect(text).not.toContain('__typename');
      }
    });

    it('keeps its memory, and answers afterwards as before', async () => {
      const before = process.memoryUsage().rss;
      for (let round = 0; round < 5; round += 1) for (const make of Object.values(cases)) for (const { path, root, cookie } of endpoints) {
        const made = make(root);
        await house.send(path, { cookie, ...(typeof made === 'string' || Buffer.isBuffer(made) ? { body: made } : made) });
      }
      // What the test itself makes, fifty million letters at a time, is in the same process.
      expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
      for (const { path, root, cookie } of endpoints) expect((await house.ask(path, cookie, `{ ${root} }`)).text).toMatch(/^\{"data":/);
    }, 120_000);
  });

  describe('S20: what production tells', () => {
    let production: House;
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const texts = { introspection: getIntrospectionQuery(), type: 'query Type { __type(name: "Query") { fields { name } } }', misspelt: 'query Viewr { viewr { rol } }', misspeltPeer: 'query Mee { mee { pat } }', viewer: 'query Viewer { viewer { role organisationName } }', threads: 'query Threads { threads { threads { id } } }' };

    beforeAll(async () => {
      production = await openHouse(t, { production: true, operations: new Map(Object.values(texts).map((text) => [hash(text), text])) });
      closing.push(() => production.close());
    }, 60_000);
    const run = (path: string, cookie: string, text: string): Promise<Answer> =>
      production.send(path, { cookie, body: JSON.stringify({ operationName: /^query (\w+)/.exec(text)?.[1], variables: {}, extensions: { persistedQuery: { version: 1, sha256Hash: hash(text) } } }) });
    const tells = /Did you mean|viewer|__schema|__type|"fields"|stack|node_modules|\.ts:|relation|SELECT|apollo|nest/i;

    it('what an operation of the client asks for', async () => {
      expect([(await run('/graphql', endpoints[0]?.cookie ?? '', texts.viewer)).text, (await run('/peer/graphql', endpoints[1]?.cookie ?? '', texts.threads)).text].map((text) => text.slice(0, 9))).toEqual(['{"data":{', '{"data":{']);
    });

    it('neither schema nor suggestion, even where the text of the operation is known', async () => {
      for (const { path, cookie } of endpoints) for (const text of [texts.introspection, texts.type, texts.misspelt, texts.misspeltPeer]) {
        const answer = await run(path, cookie, text);
        expect([answer.status, answer.text]).toEqual([400, expect.not.stringMatching(tells)]);
        expect(answer.text).toContain('"code":"bad-request"');
      }
    });

    it('no text of anybody, no page to write one, and no version of anything', async () => {
      for (const { path, cookie, root } of endpoints) {
        expect([(await production.ask(path, cookie, `{ ${root} }`)).text]).toEqual(['{"code":"persisted-operations-only"}']);
        for (const below of [path, `${path}?query=%7B__typename%7D`, `${path}/`, '/explorer', '/graphiql', '/playground', '/graphql/explorer']) {
          const { status, text } = await production.send(below, { method: 'GET', cookie, headers: { accept: 'text/html' } });
          expect([below, [404, 405].includes(status), /graphiql|playground|apollo/i.test(text)]).toEqual([below, true, false]);
        }
        const { headers } = await run(path, cookie, texts.viewer);
        for (const name of ['x-powered-by', 'server', 'x-apollo-operation-id', 'via', 'etag']) expect([name, headers[name]]).toEqual([name, undefined]);
      }
    });

    it('of a fault a reference and nothing else', async () => {
      await t.owner.query('ALTER TABLE identity.organisation RENAME TO organisation_gone; ALTER TABLE comm.thread RENAME TO thread_gone');
      const answers = [await run('/graphql', endpoints[0]?.cookie ?? '', texts.viewer), await run('/peer/graphql', endpoints[1]?.cookie ?? '', texts.threads)];
      await t.owner.query('ALTER TABLE identity.organisation_gone RENAME TO organisation; ALTER TABLE comm.thread_gone RENAME TO thread');
      expect(answers).toHaveLength(2);
      for (const { text } of answers) expect([text, /"code":"fault"/.test(text), /relation|thread_gone|organisation|SELECT|node_modules|\.ts:|stack/i.test(text)]).toEqual([text, true, false]);
    });
  });
});

interface PlaceIn {
  readonly type: GraphQLInputObjectType;
  wrap(inner: string): string;
}

/** The input itself and those within it. */
function placesIn(type: GraphQLInputObjectType): readonly PlaceIn[] {
  const inner = Object.values(type.getFields()).flatMap((field): readonly PlaceIn[] => {
    const next = getNamedType(field.type);
    return isInputObjectType(next) ? [{ type: next, wrap: (text) => `{"${field.name}":${String(field.type).startsWith('[') ? `[${text}]` : text}}` }] : [];
  });
  return [{ type, wrap: (text) => text }, ...inner];
}
