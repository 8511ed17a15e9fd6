import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, openSession } from '@evenkeel/identity-server/testing';
import { buildCommunity, buildGroup, buildPersona, enterAs, ticketFor, type BuiltPersona } from '@evenkeel/peer-groups-server/testing';
import { PersonaGate } from '@evenkeel/peer-groups-server';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';
import { PeopleGate } from './socket-gate.js';

describe('the peer realm at the door', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let fern: BuiltPersona;
  let clinical: string;
  const lines: string[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'info', EVENKEEL_INSTANCE: 'test' }, { write: (line) => { lines.push(line); } });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false }, { operations: new Map(), production: false });
    await app.init();
    const communityId = await buildCommunity(t);
    fern = await buildPersona(t, { communityId, groupId: await buildGroup(t, { communityId }), displayName: 'Fern', state: 'approved' });
    const clinic = await buildOrganisation(t);
    clinical = (await openSession(t, await buildPatient(t, { organisationId: clinic }))).cookie;
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const post = (path: string, body: object, cookie = '') => supertest(app.getHttpServer()).post(path).set({ 'x-evenkeel-client': 'web', cookie }).send(body);
  const me = '{ me { personaId part } }';

  it('lets a ticket in once, as its persona, with a cookie for its own path', async () => {
    const ticket = await ticketFor(t, fern);
    const entered = await post('/peer/auth/enter', { ticket });
    expect([entered.status, entered.body]).toEqual([200, { session: { part: 'peer', language: 'en' } }]);
    const cookie = String(entered.headers['set-cookie']);
    expect(cookie).toMatch(/^evenkeel_peer=[\w-]{43}; Path=\/peer; HttpOnly; SameSite=Strict$/);
    expect((await post('/peer/graphql', { query: me }, cookie)).body).toEqual({ data: { me: { personaId: fern.personaId, part: 'peer' } } });
    const again = await post('/peer/auth/enter', { ticket });
    expect([again.status, again.body.code, again.headers['set-cookie']]).toEqual([401, 'ticket-not-valid', undefined]);
  });

  it('lets one of two in that bring the same ticket at the same time', async () => {
    const ticket = await ticketFor(t, fern);
    const both = await Promise.all([post('/peer/auth/enter', { ticket }), post('/peer/auth/enter', { ticket })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('takes a ticket for sixty seconds', async () => {
    const [early, late] = [await ticketFor(t, fern), await ticketFor(t, fern)];
    await t.clock.advance(59_000);
    expect((await post('/peer/auth/enter', { ticket: early })).status).toBe(200);
    await t.clock.advance(1_000);
    expect((await post('/peer/auth/enter', { ticket: late })).status).toBe(401);
  });

  it('takes no ticket and no cookie of the other realm, whatever it is called', async () => {
    const { cookie } = await enterAs(t, fern);
    const peerToken = cookie.split('=')[1] ?? '';
    const clinicalToken = clinical.split('=')[1] ?? '';
    for (const stolen of [clinical, `evenkeel_peer=${clinicalToken}`, `${clinical}; evenkeel_peer=${clinicalToken}`]) {
      expect((await post('/peer/graphql', { query: me }, stolen)).status).toBe(401);
      expect((await post('/peer/realtime/ticket', {}, stolen)).status).toBe(401);
      expect((await supertest(app.getHttpServer()).get('/peer/auth/session').set('cookie', stolen)).body).toEqual({ session: null });
    }
    for (const stolen of [cookie, `evenkeel_clin=${peerToken}`]) {
      expect((await post('/graphql', { query: '{ viewer { role } }' }, stolen)).status).toBe(401);
      expect((await post('/realtime/ticket', {}, stolen)).status).toBe(401);
      expect((await supertest(app.getHttpServer()).get('/auth/session').set('cookie', stolen)).body).toEqual({ session: null });
    }
    const { ticket } = (await post('/realtime/ticket', {}, clinical)).body as { ticket: string };
    expect((await post('/peer/auth/enter', { ticket })).status).toBe(401);
  });

  it('keeps the tickets of the two kinds of sockets apart, each good for one connection', async () => {
    const { cookie } = await enterAs(t, fern);
    const peerTicket = ((await post('/peer/realtime/ticket', {}, cookie)).body as { ticket: string }).ticket;
    const clinicalTicket = ((await post('/realtime/ticket', {}, clinical)).body as { ticket: string }).ticket;
    expect(await app.get(PeopleGate).redeem(peerTicket)).toBeNull();
    const gate = app.get(PersonaGate, { strict: false });
    expect(await gate.redeem(clinicalTicket)).toBeNull();
    const session = await gate.redeem(peerTicket);
    expect(session).toMatchObject({ personaId: fern.personaId, hearsGroup: fern.groupId });
    expect(await gate.redeem(peerTicket)).toBeNull();
  });

  it('hears the group no longer once membership has ended, and nothing once the session has', async () => {
    const { cookie } = await enterAs(t, fern);
    const gate = app.get(PersonaGate, { strict: false });
    const session = await gate.redeem(((await post('/peer/realtime/ticket', {}, cookie)).body as { ticket: string }).ticket);
    if (session === null) throw new Error('a fresh ticket was refused');
    await t.owner.query(`UPDATE comm.membership SET state = 'banned', decided_at = clock.now() WHERE persona_id = $1`, [fern.personaId]);
    expect(await gate.standing([session])).toMatchObject([{ hearsGroup: null }]);
    await t.owner.query(`UPDATE comm.membership SET state = 'approved' WHERE persona_id = $1`, [fern.personaId]);
    expect((await post('/peer/auth/leave', {}, cookie)).status).toBe(204);
    expect(await gate.standing([session])).toEqual([]);
    expect((await post('/peer/graphql', { query: me }, cookie)).status).toBe(401);
  });

  it('knows nothing of the other schema at either endpoint', async () => {
    const { cookie } = await enterAs(t, fern);
    expect((await post('/peer/graphql', { query: '{ viewer { role } }' }, cookie)).body.errors[0].extensions.code).toBe('bad-request');
    expect((await post('/graphql', { query: me }, clinical)).body.errors[0].extensions.code).toBe('bad-request');
    const names = async (path: string, who: string): Promise<string[]> =>
      ((await post(path, { query: '{ __schema { types { name } } }' }, who)).body as { data: { __schema: { types: { name: string }[] } } }).data.__schema.types.map(({ name }) => name);
    expect(await names('/peer/graphql', cookie)).not.toContain('Viewer');
    expect(await names('/graphql', clinical)).not.toContain('Me');
  });

  it('writes lines of its own, with the path and a request id of its own, without address, browser, persona or person', async () => {
    lines.length = 0;
    const { cookie } = await enterAs(t, fern);
    await supertest(app.getHttpServer()).post('/peer/graphql').set({ 'x-evenkeel-client': 'web', cookie, 'user-agent': 'Canary/1', 'x-forwarded-for': '198.51.100.7', 'x-request-id': 'mine' }).send({ query: me });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([{
      level: 30, time: expect.any(String), process: 'test', realm: 'peer', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), method: 'POST', path: 'peer', status: 200, ms: expect.any(Number), msg: 'request' }]);
    expect(lines.join()).not.toMatch(new RegExp(`Canary|198\\.51|mine|${fern.personaId}`));
  });
});
