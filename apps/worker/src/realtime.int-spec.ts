import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { PatientId } from '@evenkeel/kernel';
import { type Changed, Doorbell, openSilentNode, RealtimeServer, type RealtimeNode } from '@evenkeel/realtime';
import { onBothSizes, type SizedDatabase } from '@evenkeel/testing/sizes';
import { io, type Socket } from 'socket.io-client';
import { id, OpenGate } from './testing/open-gate.js';

const ann = id(1) as PatientId;
const ben = id(2) as PatientId;

onBothSizes('sockets', (openSize) => {
  let t: SizedDatabase;
  const gate = new OpenGate();
  const servers: { http: Server; realtime: RealtimeServer; url: string }[] = [];
  let worker: RealtimeNode;
  const bell = new Doorbell();
  const clients: Socket[] = [];

  beforeAll(async () => {
    t = await openSize();
    for (let n = 0; n < 2; n += 1) {
      const http = createServer();
      const realtime = RealtimeServer.attach(t.config, http, gate);
      await new Promise<void>((settle) => http.listen(0, '127.0.0.1', settle));
      servers.push({ http, realtime, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
    }
    worker = openSilentNode(t.config);
    bell.connect(worker.bell);
    await new Promise((later) => setTimeout(later, 1000));
  }, 60_000);
  afterEach(() => { for (const client of clients.splice(0)) client.disconnect(); });
  afterAll(async () => {
    for (const { realtime } of servers) await realtime.close();
    await worker.close();
    await t.close();
  });

  const open = (ticket: unknown, options: { server?: number; extraHeaders?: Record<string, string>; transports?: ('websocket' | 'polling')[] } = {}): Promise<{ socket: Socket; heard: Changed[] }> =>
    new Promise((settle, fail) => {
      const { server = 0, ...rest } = options;
      const socket = io(servers[server]?.url ?? '', { path: '/realtime', transports: ['websocket'], auth: { ticket }, reconnection: false, timeout: 5000, ...rest });
      clients.push(socket);
      const heard: Changed[] = [];
      socket.on('changed.v1', (changed: Changed) => heard.push(changed));
      socket.on('connect', () => settle({ socket, heard }));
      socket.on('connect_error', fail);
    });
  const soon = async (done: () => boolean): Promise<void> => {
    for (let n = 0; n < 200 && !done(); n += 1) await new Promise((later) => setTimeout(later, 25));
    expect(done()).toBe(true);
  };
  const ring = (patient: PatientId, key: string): boolean => bell.ring({ id: key, topic: 'changed', payload: { topic: 'alert', subject: id(99), patient } });

  it('hear what changed about their patients, from another process, and nothing of others', async () => {
    const one = await open(gate.issue([ann]).ticket);
    const two = await open(gate.issue([ben]).ticket, { server: 1 });
    expect(ring(ann, 'm1')).toBe(true);
    expect(ring(ben, 'm2')).toBe(true);
    await soon(() => one.heard.length > 0 && two.heard.length > 0);
    expect(one.heard).toEqual([{ id: 'm1', topic: 'alert', subject: id(99) }]);
    expect(two.heard).toEqual([{ id: 'm2', topic: 'alert', subject: id(99) }]);
  });

  it('are rung by account too', async () => {
    const { ticket, session } = gate.issue([]);
    const { heard } = await open(ticket);
    bell.ring({ id: 'm3', topic: 'changed', payload: { topic: 'alert', subject: id(98), account: session.accountId } });
    await soon(() => heard.length === 1);
  });

  it('need a ticket that works once', async () => {
    const { ticket } = gate.issue([ann]);
    await open(ticket);
    await expect(open(ticket)).rejects.toThrow('ticket');
    for (const odd of [undefined, 'nothing', 7, 'x'.repeat(500)]) await expect(open(odd)).rejects.toThrow('ticket');
  });

  it('are not opened by a page of another site, nor by polling', async () => {
    await expect(open(gate.issue([ann]).ticket, { extraHeaders: { origin: 'https://elsewhere.example' } })).rejects.toThrow();
    await expect(open(gate.issue([ann]).ticket, { transports: ['polling'] })).rejects.toThrow();
    await open(gate.issue([ann]).ticket, { extraHeaders: { origin: 'http://localhost:4000' } });
  });

  it('lose a patient at the next review, and the connection when the session has ended', async () => {
    const { ticket, session } = gate.issue([ann, ben]);
    const { socket, heard } = await open(ticket);
    gate.rights.set(session.sessionId, [ben]);
    await servers[0]?.realtime.review();
    ring(ann, 'm4');
    ring(ben, 'm5');
    await soon(() => heard.length > 0);
    expect(heard.map((each) => each.id)).toEqual(['m5']);
    gate.rights.delete(session.sessionId);
    await servers[0]?.realtime.review();
    await soon(() => !socket.connected);
  });

  it('are hung up everywhere when access changes', async () => {
    const one = await open(gate.issue([ann]).ticket);
    const two = await open(gate.issue([ann]).ticket, { server: 1 });
    bell.ring({ id: 'm6', topic: 'access-changed', payload: { patient: ann } });
    await soon(() => !one.socket.connected && !two.socket.connected);
  });

  it('are hung up when they talk too much', async () => {
    const { socket } = await open(gate.issue([ann]).ticket);
    for (let n = 0; n < 20; n += 1) socket.emit('hello');
    await new Promise((later) => setTimeout(later, 200));
    expect(socket.connected).toBe(true);
    socket.emit('hello');
    await soon(() => !socket.connected);
  });

  it('cannot be made to ring for anything but the known words', () => {
    for (const payload of [{}, { topic: 'alert', subject: id(1) }, { topic: 'dose', subject: id(1), patient: ann }, { topic: 'alert', patient: ann }] as Record<string, string>[]) {
      expect(bell.ring({ id: 'm', topic: 'changed', payload })).toBe(false);
    }
    expect(bell.ring({ id: 'm', topic: 'job', payload: { patient: ann } })).toBe(false);
    expect(new Doorbell().ring({ id: 'm', topic: 'changed', payload: { topic: 'alert', subject: id(1), patient: ann } })).toBe(false);
  });
});
