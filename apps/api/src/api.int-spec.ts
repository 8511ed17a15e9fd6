import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joinTeam, leaveTeam } from '@evenkeel/care-team-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, buildStaff, openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { OrganisationId } from '@evenkeel/kernel';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from './app.module.js';
import { PeopleGate } from './socket-gate.js';

describe('the api', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let clinic: OrganisationId;
  let ada: BuiltPerson;
  let pat: BuiltPatient;

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false });
    await app.init();
    clinic = await buildOrganisation(t, { name: 'Harbour Clinic', country: 'US', zone: 'America/New_York' });
    ada = await buildStaff(t, { organisationId: clinic, role: ['prescriber', 'safety-lead'], name: 'Ada Reyes' });
    pat = await buildPatient(t, { organisationId: clinic, name: 'Pat Doe', zone: 'Europe/Madrid', country: 'ES', language: 'es' });
  }, 60_000);
  afterAll(async () => { await app.close(); await t.close(); });

  const ask = async (cookie: string, query: string) =>
    (await supertest(app.getHttpServer()).post('/graphql').set({ 'x-evenkeel-client': 'web', cookie }).send({ query })).body as { data: Record<string, unknown> | null; errors?: { message: string; extensions: { code: string } }[] };

  describe('the viewer', () => {
    it('is who is signed in, in the acting role, with the place where they are', async () => {
      expect((await ask((await openSession(t, ada)).cookie, '{ viewer { accountId displayName role roles organisationName language patientId country zone } }')).data).toEqual({ viewer: {
        accountId: ada.accountId, displayName: 'Ada Reyes', role: 'prescriber', roles: ['prescriber', 'safety-lead'], organisationName: 'Harbour Clinic', language: 'en', patientId: null, country: 'US', zone: 'America/New_York' } });
      expect((await ask((await openSession(t, pat)).cookie, '{ viewer { role patientId country zone language } }')).data).toEqual({ viewer: {
        role: 'patient', patientId: pat.patientId, country: 'ES', zone: 'Europe/Madrid', language: 'es' } });
    });

    it('chooses a language, and reads refusals in it from then on', async () => {
      const { cookie } = await openSession(t, ada);
      expect((await ask(cookie, 'mutation { setLanguage(language: "es") { language } }')).data).toEqual({ setLanguage: { language: 'es' } });
      expect((await ask(cookie, '{ messageLog { smtp } }')).errors?.[0]).toMatchObject({ message: 'Su función no permite hacer esto.', extensions: { code: 'not-allowed' } });
      expect((await ask(cookie, 'mutation { setLanguage(language: "fr") { language } }')).errors?.[0]?.extensions.code).toBe('bad-request');
      expect((await t.owner.query(`SELECT language FROM identity.account WHERE id = $1`, [pat.accountId])).rows).toEqual([{ language: 'es' }]);
    });
  });

  it('asks for the session once per request', async () => {
    const { cookie, sessionId } = await openSession(t, ada);
    await t.clock.advance(3_600_000);
    await ask(cookie, '{ viewer { role } again: viewer { role } patients { id } }');
    expect((await t.owner.query(`SELECT last_seen_at = clock.now() AS seen FROM identity.session WHERE id = $1`, [sessionId])).rows).toEqual([{ seen: true }]);
  });

  describe('the gate of the sockets', () => {
    const socketOf = async (person: BuiltPerson) => {
      const { cookie } = await openSession(t, person);
      const { ticket } = (await supertest(app.getHttpServer()).post('/realtime/ticket').set({ 'x-evenkeel-client': 'web', cookie }).send({})).body as { ticket: string };
      const session = await app.get(PeopleGate).redeem(ticket);
      if (session === null) throw new Error('a fresh ticket was refused');
      return { session, cookie };
    };
    const heard = async (session: Awaited<ReturnType<typeof socketOf>>['session']) => (await app.get(PeopleGate).standing([session])).get(session.sessionId);

    it('lets a patient hear their own news, and staff the news of their patients while they are on the team', async () => {
      expect(await heard((await socketOf(pat)).session)).toEqual([pat.patientId]);
      const { session } = await socketOf(ada);
      expect(await heard(session)).toEqual([]);
      const membership = await joinTeam(t, { organisationId: clinic, patientId: pat.patientId, accountId: ada.accountId, role: 'prescriber' });
      expect(await heard(session)).toEqual([pat.patientId]);
      await leaveTeam(t, membership);
      expect(await heard(session)).toEqual([]);
    });

    it('forgets a session that has ended', async () => {
      const { session, cookie } = await socketOf(ada);
      expect(await heard(session)).toBeDefined();
      await supertest(app.getHttpServer()).post('/auth/sign-out').set({ 'x-evenkeel-client': 'web', cookie }).send({});
      expect(await heard(session)).toBeUndefined();
    });
  });

  it('is ready when the engine beats, and serves while it is silent', async () => {
    const health = async (what: string) => (await supertest(app.getHttpServer()).get(`/health/${what}`)).body as { status: string; checks: Record<string, { ok: boolean }> };
    expect((await health('serving')).status).toBe('ready');
    expect((await health('ready')).checks['engine beat']).toMatchObject({ ok: false });
    await t.owner.query(`INSERT INTO clin.engine_beat (component, instance, beat_at, schema_version) VALUES ('engine', 'test', clock.now(), 'test')`);
    await new Promise((later) => setTimeout(later, 300));
    expect(await health('ready')).toMatchObject({ status: 'ready', checks: { 'engine beat': { ok: true }, 'queue age': { ok: true }, 'sweep lag': { ok: true }, migrations: { ok: true }, database: { ok: true } } });
    await t.clock.advance(25_000);
    await new Promise((later) => setTimeout(later, 300));
    expect((await health('ready')).status).toBe('not-ready');
    expect((await health('serving')).status).toBe('ready');
  });
});
