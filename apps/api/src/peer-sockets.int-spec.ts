import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, Outbox } from '@evenkeel/database';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { buildOrganisation, buildPatient, openSession, type BuiltPatient } from '@evenkeel/identity-server/testing';
import { buildCommunity, buildGroup, buildPersona, enterAs, type BuiltPersona } from '@evenkeel/peer-groups-server/testing';
import { rows } from '@evenkeel/product';
import type { Changed } from '@evenkeel/realtime';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import { io, type Socket } from 'socket.io-client';
import supertest from 'supertest';
import { AppModule } from './app.module.js';
import { openSockets } from './sockets.js';

describe('sockets of two realms on one server', () => {
  let t: TestDatabase;
  let app: NestExpressApplication;
  let sockets: { close(): Promise<void> };
  let url: string;
  let [fern, moss, far, noor]: BuiltPersona[] = [];
  let ann: BuiltPatient;
  const clients: Socket[] = [];

  beforeAll(async () => {
    t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    await app.init();
    sockets = openSockets(app, t.config);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    const communityId = await buildCommunity(t);
    const groupId = await buildGroup(t, { communityId });
    fern = await buildPersona(t, { communityId, groupId, displayName: 'Fern', state: 'approved' });
    moss = await buildPersona(t, { communityId, groupId, displayName: 'Moss', state: 'requested' });
    far = await buildPersona(t, { communityId, groupId: await buildGroup(t, { communityId, topic: 'Nights' }), displayName: 'Far', state: 'approved' });
    noor = await buildPersona(t, { communityId, displayName: 'Noor' });
    ann = await buildPatient(t, { organisationId: await buildOrganisation(t) });
  }, 60_000);
  afterEach(() => { for (const client of clients.splice(0)) client.disconnect(); });
  afterAll(async () => { await sockets.close(); await app.close(); await t.close(); });

  const known = (which: BuiltPersona | undefined): BuiltPersona => {
    if (which === undefined) throw new Error('not built');
    return which;
  };
  const ticketAt = async (path: string, cookie: string): Promise<string> =>
    ((await supertest(url).post(path).set({ 'x-evenkeel-client': 'web', cookie }).send({})).body as { ticket: string }).ticket;
  const open = (path: string, ticket: string): Promise<{ socket: Socket; heard: Changed[] }> => new Promise((settle, fail) => {
    const socket = io(url, { path, transports: ['websocket'], auth: { ticket }, reconnection: false, timeout: 5000, forceNew: true });
    clients.push(socket);
    const heard: Changed[] = [];
    socket.on('changed.v1', (changed: Changed) => heard.push(changed));
    socket.on('connect', () => settle({ socket, heard }));
    socket.on('connect_error', fail);
  });
  const inside = async (who: BuiltPersona | undefined) => {
    const { cookie, actor } = await enterAs(t, known(who));
    return { cookie, actor, ...await open('/peer/realtime', await ticketAt('/peer/realtime/ticket', cookie)) };
  };
  const soon = async (done: () => boolean): Promise<void> => {
    for (let n = 0; n < 120 && !done(); n += 1) await new Promise((later) => setTimeout(later, 25));
    expect(done()).toBe(true);
  };
  const news = (payload: Readonly<Record<string, string>>) => app.get(Database).peer(known(noor).actor(), (tx) => app.get(Outbox).add(tx, { topic: 'changed', payload }));

  it('take no ticket of the other realm, and each of their own once', async () => {
    const peer = await ticketAt('/peer/realtime/ticket', (await enterAs(t, known(fern))).cookie);
    const clinical = await ticketAt('/realtime/ticket', (await openSession(t, ann)).cookie);
    await expect(open('/realtime', peer)).rejects.toThrow();
    await expect(open('/peer/realtime', clinical)).rejects.toThrow();
    await open('/peer/realtime', peer);
    await open('/realtime', clinical);
    await expect(open('/peer/realtime', peer)).rejects.toThrow();
  });

  it('ring for the group with its members, for the queue with moderators, and for nobody else', async () => {
    const all = { fern: await inside(fern), moss: await inside(moss), far: await inside(far), noor: await inside(noor) };
    const patient = await open('/realtime', await ticketAt('/realtime/ticket', (await openSession(t, ann)).cookie));
    const { groupId, communityId, personaId } = known(fern);
    await news({ topic: 'threads', subject: groupId ?? '', group: groupId ?? '' });
    await news({ topic: 'queue', subject: communityId, moderators: communityId });
    await news({ topic: 'me', subject: personaId, persona: personaId });
    await soon(() => all.fern.heard.length === 2 && all.noor.heard.length === 1);
    await new Promise((later) => setTimeout(later, 150));
    expect(Object.entries(all).map(([name, { heard }]) => [name, heard.map(({ topic }) => topic)])).toEqual([['fern', ['threads', 'me']], ['moss', []], ['far', []], ['noor', ['queue']]]);
    expect(patient.heard).toEqual([]);
    expect(Object.keys(all.fern.heard[0] ?? {}).sort()).toEqual(['id', 'subject', 'topic']);
  });

  it('go dark when the persona leaves, and when access has changed', async () => {
    const [one, two] = [await inside(fern), await inside(fern)];
    await supertest(url).post('/peer/auth/leave').set({ 'x-evenkeel-client': 'web', cookie: one.cookie }).send({});
    await soon(() => !one.socket.connected);
    expect(two.socket.connected).toBe(true);
    await app.get(Database).peer(known(noor).actor(), (tx) => app.get(Outbox).add(tx, { topic: 'access-changed', payload: { persona: known(fern).personaId } }));
    await soon(() => !two.socket.connected);
  });
});
